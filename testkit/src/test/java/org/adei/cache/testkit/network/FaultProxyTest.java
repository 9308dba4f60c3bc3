package org.adei.cache.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers every number with its successor, and counts. */
class FaultProxyTest {
    private static final int SHORT_MILLIS = 150;
    private static final int LONG_MILLIS = 20_000;
    private static final int MANY = 500;

    private final AtomicLong asked = new AtomicLong();
    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket client = server.accept();
                daemon(() -> answer(client));
            }
        });
        proxy = FaultProxy.to(server.getLocalPort());
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void bytesPassUnharmedAndTheEndOfOneSideIsSeenByTheOther() throws IOException {
        try (Socket client = connect()) {
            for (long n = 0; n < 1_000; n++) {
                assertThat(ask(client, n)).isEqualTo(n + 1);
            }
            assertThat(proxy.connections()).isEqualTo(1);
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void delayedBytesArriveLaterBothWays() throws IOException {
        try (Socket client = connect()) {
            ask(client, 1);
            proxy.delay(Duration.ofMillis(40));
            long start = System.nanoTime();
            assertThat(ask(client, 2)).isEqualTo(3);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }
    }

    @Test
    void aBlackHoleIsSilentAndKeepsWhatWasSentUntilItHeals() throws IOException {
        try (Socket client = connect()) {
            ask(client, 1);
            proxy.blackHole();
            client.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> ask(client, 2)).isInstanceOf(SocketTimeoutException.class);
            try (Socket second = connect()) {
                second.setSoTimeout(SHORT_MILLIS);
                assertThatThrownBy(() -> ask(second, 9)).isInstanceOf(SocketTimeoutException.class);
            }
            assertThat(asked).hasValue(1);
            client.setSoTimeout(LONG_MILLIS);
            proxy.heal();
            assertThat(new DataInputStream(client.getInputStream()).readLong()).isEqualTo(3);
        }
    }

    @Test
    void oneWayBlockedMeansThatTheServerHearsAndIsNotHeard() throws IOException {
        try (Socket client = connect()) {
            proxy.block(Direction.TO_CLIENT);
            client.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> ask(client, 6)).isInstanceOf(SocketTimeoutException.class);
            assertThat(asked).hasValue(1);
            client.setSoTimeout(LONG_MILLIS);
            proxy.heal();
            assertThat(new DataInputStream(client.getInputStream()).readLong()).isEqualTo(7);
        }
    }

    @Test
    void aCutDropsWhatIsInFlightAndResets() throws IOException {
        try (Socket client = connect()) {
            ask(client, 1);
            proxy.delay(Duration.ofSeconds(20));
            new DataOutputStream(client.getOutputStream()).writeLong(2);
            proxy.cut();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        proxy.heal();
        try (Socket client = connect()) {
            assertThat(ask(client, 5)).isEqualTo(6);
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void refusedConnectionsLookLikeADeadProcess() throws IOException {
        try (Socket client = connect()) {
            ask(client, 1);
            proxy.refuse();
            assertThatThrownBy(() -> ask(client, 2)).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.heal();
        try (Socket client = connect()) {
            assertThat(ask(client, 3)).isEqualTo(4);
        }
    }

    @Test
    void refusingAndHealingHoldAtOnce() throws IOException {
        for (int i = 0; i < MANY; i++) {
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            proxy.heal();
            connect().close();
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(LONG_MILLIS);
        client.setTcpNoDelay(true);
        return client;
    }

    private static long ask(Socket client, long number) throws IOException {
        new DataOutputStream(client.getOutputStream()).writeLong(number);
        return new DataInputStream(client.getInputStream()).readLong();
    }

    private void answer(Socket client) throws IOException {
        try (client) {
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                long number = in.readLong();
                asked.incrementAndGet();
                new DataOutputStream(client.getOutputStream()).writeLong(number + 1);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
