package org.adei.cache.store.mariadb;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words that are looked for, as InnoDB's full-text index can find them. Pure.
 *
 * @param indexed the search in boolean mode for words that are in the index; empty if there are none
 * @param others words that the index leaves out, since they are short or too common
 */
record FullText(String indexed, List<String> others) {
    /** {@code innodb_ft_min_token_size} and {@code innodb_ft_max_token_size}, as they come. */
    private static final int SHORTEST = 3;

    private static final int LONGEST = 84;

    /** The table {@code INNODB_FT_DEFAULT_STOPWORD}. */
    private static final Set<String> COMMON =
            Set.of(("a about an are as at be by com de en for from how i in is it la of"
                            + " on or that the this to was what when where who will with und www")
                    .split(" "));

    /**
     * The search for texts in which each word occurs. Signs part words, as they do in the index.
     *
     * @param text words in any order and case
     */
    static FullText of(String text) {
        List<String> words = Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        return new FullText(
                words.stream()
                        .filter(FullText::isIndexed)
                        .map(word -> "+\"" + word + "\"")
                        .collect(Collectors.joining(" ")),
                words.stream().filter(word -> !isIndexed(word)).toList());
    }

    private static boolean isIndexed(String word) {
        return word.length() >= SHORTEST && word.length() <= LONGEST && !COMMON.contains(word);
    }
}
