package org.adei.cache.scheduler;

import java.text.ParseException;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import org.adei.cache.failure.ConfigurationException;
import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Gives signals at the times of cron expressions, in UTC. Signals come from a thread of its own and must be quick; what
 * was missed is not made up for. Thread-safe.
 */
final class Calendar implements AutoCloseable {
    private final Scheduler quartz;

    /**
     * Starts to give signals.
     *
     * @param signals what to call, by the name that messages use for the expression
     * @param expressions cron expressions by the same names
     * @throws ConfigurationException if an expression cannot be read
     */
    Calendar(Map<String, String> expressions, Map<String, Runnable> signals) {
        expressions.forEach(Calendar::check);
        try {
            quartz = new StdSchedulerFactory(properties()).getScheduler();
            quartz.setJobFactory((bundle, scheduler) -> {
                Runnable signal = signals.get(bundle.getJobDetail().getKey().getName());
                return context -> {
                    if (signal != null) {
                        signal.run();
                    }
                };
            });
            for (Map.Entry<String, String> entry : expressions.entrySet()) {
                quartz.scheduleJob(
                        JobBuilder.newJob(Job.class)
                                .withIdentity(entry.getKey())
                                .build(),
                        TriggerBuilder.newTrigger()
                                .withIdentity(entry.getKey())
                                .withSchedule(CronScheduleBuilder.cronSchedule(entry.getValue())
                                        .inTimeZone(TimeZone.getTimeZone("UTC"))
                                        .withMisfireHandlingInstructionDoNothing())
                                .build());
            }
            quartz.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the calendar cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Checks an expression.
     *
     * @throws ConfigurationException if it cannot be read
     */
    static void check(String name, String expression) {
        try {
            CronExpression.validateExpression(expression);
        } catch (ParseException e) {
            throw new ConfigurationException(
                    "schedule." + name + " is \"" + expression + "\": expected a cron expression, seconds first, for"
                            + " example \"0/30 * * * * ?\" (" + e.getMessage() + ")",
                    e);
        }
    }

    /** The name is unique, since Quartz keeps a list of all its schedulers of a JVM. */
    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "adei-calendar-" + UUID.randomUUID());
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        return properties;
    }

    @Override
    public void close() {
        try {
            quartz.shutdown(false);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the calendar cannot be ended: " + e.getMessage(), e);
        }
    }
}
