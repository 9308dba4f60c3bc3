package org.adei.cache.testkit.mariadb;

import java.io.IOException;

/** A program that starts a server, says its process and folder, and never closes it. */
final class AbandonedServer {
    private AbandonedServer() {}

    public static void main(String[] args) throws IOException {
        LocalMariaDb server = LocalMariaDb.start(MariaDbOptions.fast());
        System.out.println(server.pid() + " " + server.folder());
        System.out.flush();
        if (args[0].equals("wait") && System.in.read() < 0) {
            System.out.println("parent is gone");
        }
    }
}
