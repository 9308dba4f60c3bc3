package org.adei.cache.store.mariadb.wide;

import java.io.IOException;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.client.DataType;
import org.mariadb.jdbc.client.socket.Writer;
import org.mariadb.jdbc.client.util.Parameter;

/**
 * A finite number on its way to the server. The driver's own parameter boxes it, which costs more than sending it.
 *
 * @param value the number
 */
record NumberParameter(double value) implements Parameter {
    private static final int TEXT_LENGTH = 24;

    @Override
    public void encodeText(Writer encoder, Context context) throws IOException {
        encoder.writeAscii(Double.toString(value));
    }

    @Override
    public int getApproximateTextProtocolLength() {
        return TEXT_LENGTH;
    }

    @Override
    public void encodeBinary(Writer encoder, Context context) throws IOException {
        encoder.writeDouble(value);
    }

    @Override
    public void encodeLongData(Writer encoder) {
        throw new UnsupportedOperationException("a number is never sent as long data");
    }

    @Override
    public byte[] encodeData() {
        throw new UnsupportedOperationException("a number is never sent as long data");
    }

    @Override
    public boolean canEncodeLongData() {
        return false;
    }

    @Override
    public int getBinaryEncodeType() {
        return DataType.DOUBLE.get();
    }

    @Override
    public boolean isNull() {
        return false;
    }

    @Override
    public String bestEffortStringValue(Context context) {
        return Double.toString(value);
    }
}
