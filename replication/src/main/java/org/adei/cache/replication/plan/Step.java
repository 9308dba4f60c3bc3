package org.adei.cache.replication.plan;

import org.adei.cache.replication.state.GtidSet;

/** One change to one server. Each may be done twice, and may be the last that its steward does. */
public sealed interface Step {
    /** Name of the server that is changed. */
    String server();

    /** Let it refuse writes of the cache's account. */
    record Fence(String server) implements Step {}

    /** Apply what it has received; never where receiving has stopped too, as that throws the relay log away. */
    record StartApplying(String server) implements Step {}

    /** Receive nothing more, while what was received goes on being applied. */
    record StopReceiving(String server) implements Step {}

    /** Wait until it has applied up to there. */
    record AwaitApplied(String server, GtidSet upTo) implements Step {}

    /** Wait, a second at most, until it has applied up to there, while its master goes on; tried again later. */
    record CatchUp(String server, GtidSet upTo) implements Step {}

    /** Begin a reign: a new epoch, voted for by a majority and by the server itself. */
    record Claim(String server) implements Step {}

    /** Replicate from nobody; all that was received has been applied. */
    record Detach(String server) implements Step {}

    /** Replicate from the new master, from what is applied. */
    record Follow(String server, String master) implements Step {}

    /** Write the lease of the claimed reign. */
    record WriteLease(String server) implements Step {}

    /** Let commits wait until a replica has received them; not where there is no replica that says what it received. */
    record AwaitReceipts(String server) implements Step {}

    /** Let commits wait for nobody, those that wait now included; only where the lease they began under is over. */
    record ForgoReceipts(String server) implements Step {}

    /** Let it be written to. */
    record Open(String server) implements Step {}

    /** Replicate again from the master that it followed before. */
    record Resume(String server, String master) implements Step {}

    /** Follow a master after having been one, or after a life of its own, from the position of its binlog. */
    record Rejoin(String server, String master) implements Step {}

    /** It holds what the master never had, or not all that it should: take it back, or fill it anew. */
    record Restore(String server, String master, GtidSet errant) implements Step {}

    /** Compare its rows with its master's, which it follows again. */
    record Compare(String server, String master) implements Step {}

    /** What it holds has to be compared with its master's, which came to reign before it was compared itself. */
    record Doubt(String server) implements Step {}

    /** It reigns, and all others are to be compared with it: what it holds is what the cache holds. */
    record Vouch(String server) implements Step {}

    /** Whether the steps after it may be done although it failed. */
    default boolean mayFail() {
        return this instanceof Follow
                || this instanceof Resume
                || this instanceof Rejoin
                || this instanceof Restore
                || this instanceof Compare
                || this instanceof Doubt
                || this instanceof AwaitReceipts
                || this instanceof StopReceiving
                || this instanceof StartApplying;
    }
}
