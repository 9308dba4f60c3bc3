package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.source.SourceSettings;
import org.adei.cache.source.SourceType;

/** How the values of a configuration are written. */
final class SetupModule extends SimpleModule {
    SetupModule(Iterable<SourceType> types) {
        super("setup");
        addDeserializer(Duration.class, new Text<>(Duration.class, TimeText::duration));
        addDeserializer(Instant.class, new Text<>(Instant.class, TimeText::instant));
        addDeserializer(Level.class, new Text<>(Level.class, text -> Level.of(TimeText.duration(text))));
        addDeserializer(Ladder.class, new LadderText());
        setMixInAnnotation(SourceSettings.class, ByType.class);
        types.forEach(type -> registerSubtypes(new NamedType(type.settings(), type.name())));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface ByType {}

    private static final class Text<T> extends StdDeserializer<T> {
        private final transient Function<String, T> reader;

        Text(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.currentToken().isScalarValue() ? parser.getValueAsString() : null;
            try {
                return reader.apply(text == null ? String.valueOf(parser.currentToken()) : text);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw JsonMappingException.from(parser, String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static final class LadderText extends StdDeserializer<Ladder> {
        LadderText() {
            super(Ladder.class);
        }

        @Override
        public Ladder deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.isExpectedStartArrayToken()) {
                throw JsonMappingException.from(parser, "not a list: expected lengths of windows such as [10s, 60s]");
            }
            Level[] levels = context.readValue(parser, Level[].class);
            try {
                return new Ladder(List.of(levels));
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(parser, String.valueOf(e.getMessage()), e);
            }
        }
    }
}
