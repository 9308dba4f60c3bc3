package org.adei.cache.worker;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(development build)");
        return new String[] {"adei-cache " + version, "Java " + Runtime.version()};
    }
}
