package org.adei.cache.source.synthetic;

/**
 * What values look like.
 *
 * @param channels channels of a row, from 0 on
 * @param decimals places that values are rounded to, 0 to 15; -1 keeps the whole mantissa
 * @param hold rows for which a value stays as it is, from 1 on
 */
record Values(int channels, int decimals, int hold) {
    Values {
        if (channels < 0 || decimals < -1 || decimals > 15 || hold < 1) {
            throw new IllegalArgumentException("values of " + channels + " channels, " + decimals + " decimals, hold "
                    + hold + " cannot be used: expected at least 0 channels, -1 to 15 decimals and a hold from 1 on");
        }
    }
}
