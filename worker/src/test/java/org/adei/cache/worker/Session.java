package org.adei.cache.worker;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What one command line gave.
 *
 * @param exit exit code
 * @param out what it wrote on its output
 * @param err what it wrote on its error stream
 */
public record Session(int exit, String out, String err) {
    public static Session run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = AdeiCache.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Session(exit, out.toString(), err.toString());
    }
}
