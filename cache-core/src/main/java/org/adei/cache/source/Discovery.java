package org.adei.cache.source;

import java.util.List;

/**
 * What a source has now.
 *
 * @param groups groups that can be cached
 * @param problems groups or settings that cannot be used, one full sentence each (the others go on)
 * @param notes what an operator should know at start (rows without a time, columns left out), one sentence each
 */
public record Discovery(List<SourceGroup> groups, List<Problem> problems, List<String> notes) {
    public Discovery {
        groups = List.copyOf(groups);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /**
     * Something of the configuration that does not fit the source.
     *
     * @param subject the group, table or expression
     * @param message full sentence: what, which one, what was expected, what to do
     */
    public record Problem(String subject, String message) {}
}
