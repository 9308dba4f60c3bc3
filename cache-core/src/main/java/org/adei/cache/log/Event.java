package org.adei.cache.log;

/**
 * A cached event.
 *
 * @param time nanoseconds since 1970
 */
public record Event(long time, Severity severity, EventText text) {}
