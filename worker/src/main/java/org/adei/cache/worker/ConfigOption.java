package org.adei.cache.worker;

import java.nio.file.Path;
import java.util.function.Function;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.worker.run.Watch;
import picocli.CommandLine.Option;

/** The option that every command with a setup has. */
final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration (YAML).")
    private Path file = Path.of("adei-cache.yaml");

    Path file() {
        return file;
    }

    Setup load() {
        return SetupFile.load(file, System::getenv);
    }

    /**
     * Opens the engine of the configuration; the caller closes it. A steward of its servers works as long as the process. What only a human can mend (a wrong password, no such
     * schema) is a fault of the configuration here, for nothing has been done yet.
     */
    CacheEngine open() {
        return open(CacheEngine::open);
    }

    /** The same for who only asks queries, which need no master. */
    CacheEngine openToRead() {
        return open(CacheEngine::openToRead);
    }

    private CacheEngine open(Function<Setup, CacheEngine> opener) {
        Setup setup = load();
        Watch watch = Watch.start(setup, reign -> {});
        try {
            return opener.apply(setup);
        } catch (HaltException e) {
            watch.close();
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }
}
