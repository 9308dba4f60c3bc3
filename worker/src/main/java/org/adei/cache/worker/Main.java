package org.adei.cache.worker;

/** Entry point of the JAR. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // from 22 on the default console claims to be one even where the output is redirected
        System.setProperty("jdk.console", "java.base");
        System.exit(AdeiCache.run(arguments));
    }
}
