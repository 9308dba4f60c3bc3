package org.adei.cache.queue;

import java.time.Duration;

/**
 * An item that was set aside.
 *
 * @param item the work
 * @param reason what is wrong
 * @param row the row at which it failed, empty if not known
 * @param attempts times that it was handed out
 * @param age time since it was set aside
 */
public record QuarantinedItem(WorkItem item, String reason, String row, int attempts, Duration age) {}
