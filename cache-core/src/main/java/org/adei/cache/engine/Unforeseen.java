package org.adei.cache.engine;

import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.SkipException;
import org.jspecify.annotations.Nullable;

/** What nobody expected, told as a failure of the work that it ended, so that other work goes on. */
final class Unforeseen {
    private Unforeseen() {}

    /** What a failure says, if it is one that was foreseen, else a sentence with it. */
    static String message(String what, RuntimeException failure) {
        return failure instanceof CacheException known ? known.getMessage() : text(what, failure);
    }

    /** A sentence for the operator. */
    static String text(String what, @Nullable Throwable failure) {
        return what + ": " + failure + ", a fault of this program";
    }

    /** The failure of one item. */
    static SkipException failure(String what, @Nullable Throwable failure) {
        return new SkipException(text(what, failure), failure);
    }
}
