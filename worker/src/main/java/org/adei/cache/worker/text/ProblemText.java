package org.adei.cache.worker.text;

import org.adei.cache.source.Discovery;

/** The line that tells of a problem. */
public final class ProblemText {
    private ProblemText() {}

    /** {@code FAILED: subject: message}, the subject only if the message does not name it. */
    public static String of(Discovery.Problem problem) {
        return of(problem.subject(), problem.message());
    }

    /** The same of any subject. */
    public static String of(String subject, String message) {
        return "FAILED: " + (message.contains(subject) ? message : subject + ": " + message);
    }
}
