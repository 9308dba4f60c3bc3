package org.adei.cache.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.source.SourceType;
import org.jspecify.annotations.Nullable;

/** Reads a setup from a YAML file. Source types come from {@link ServiceLoader}. */
public final class SetupFile {
    private SetupFile() {}

    /**
     * Reads and validates a setup.
     *
     * @param environment gives variables by name, null if not set; usually {@code System::getenv}
     * @throws ConfigurationException if it cannot be read or used; names file, line and key
     */
    public static Setup load(Path file, Function<String, @Nullable String> environment) {
        return parse(file.toString(), read(file), environment);
    }

    /**
     * Reads and validates a setup from a text.
     *
     * @param name what messages call the text
     */
    public static Setup parse(String name, String yaml, Function<String, @Nullable String> environment) {
        return parse(
                name,
                yaml,
                environment,
                ServiceLoader.load(SourceType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    static Setup parse(
            String name, String yaml, Function<String, @Nullable String> environment, List<SourceType> types) {
        YAMLMapper mapper = mapper(types);
        try (JsonParser parser = new FillingParser(mapper.createParser(yaml), new Placeholders(environment))) {
            Setup setup = mapper.readValue(parser, Setup.class);
            if (setup == null) {
                throw new ConfigurationException(name + " is empty: expected the keys setup, cache and sources");
            }
            return setup;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(new Problem(name, types, new KeyFinder(mapper, yaml)).text(e), e);
        } catch (IOException e) {
            throw new ConfigurationException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The file as it is written, with placeholders left as they are and other secrets masked. */
    public static String masked(Path file) {
        YAMLMapper mapper = mapper(List.of());
        String yaml = read(file);
        try {
            JsonNode tree = mapper.readTree(yaml);
            return mapper.writeValueAsString(Masked.copy(tree));
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    new Problem(file.toString(), List.of(), new KeyFinder(mapper, yaml)).text(e), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    "configuration file " + file + " does not exist: give the path of a YAML file", e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "configuration file " + file + " cannot be read: expected a readable UTF-8 text (" + e + ")", e);
        }
    }

    private static YAMLMapper mapper(List<SourceType> types) {
        YAMLFactory factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .build();
        return YAMLMapper.builder(factory)
                .addModule(new SetupModule(types))
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
    }
}
