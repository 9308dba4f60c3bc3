package org.adei.cache.source.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.SourceGroup;

/** Collects what one round of discovery finds. */
final class Findings {
    private final List<SourceGroup> groups = new ArrayList<>();
    private final List<Discovery.Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void group(SourceGroup group) {
        groups.add(group);
    }

    void problem(Object subject, String message) {
        problems.add(new Discovery.Problem(subject.toString(), message));
    }

    void note(String note) {
        notes.add(note);
    }

    Discovery discovery() {
        return new Discovery(groups, problems, notes);
    }
}
