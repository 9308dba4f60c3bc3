package org.adei.cache.settings;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Delivers the text values of a configuration with their placeholders filled; keys stay as they are. */
final class FillingParser extends JsonParserDelegate {
    private final Placeholders placeholders;

    FillingParser(JsonParser parser, Placeholders placeholders) {
        super(parser);
        this.placeholders = placeholders;
    }

    @Override
    public @Nullable String getText() throws IOException {
        String text = super.getText();
        if (text == null || currentToken() != JsonToken.VALUE_STRING) {
            return text;
        }
        try {
            return placeholders.fill(text);
        } catch (IllegalArgumentException e) {
            throw new JsonParseException(this, String.valueOf(e.getMessage()), currentTokenLocation());
        }
    }

    @Override
    public @Nullable String getValueAsString() throws IOException {
        return currentToken() == JsonToken.VALUE_STRING ? getText() : super.getValueAsString();
    }

    @Override
    public @Nullable String getValueAsString(@Nullable String fallback) throws IOException {
        return currentToken() == JsonToken.VALUE_STRING ? getText() : super.getValueAsString(fallback);
    }

    @Override
    public int getText(Writer writer) throws IOException {
        String text = getText();
        writer.write(text == null ? "" : text);
        return text == null ? 0 : text.length();
    }

    @Override
    public boolean hasTextCharacters() {
        return false;
    }

    @Override
    public char[] getTextCharacters() throws IOException {
        String text = getText();
        return text == null ? new char[0] : text.toCharArray();
    }

    @Override
    public int getTextLength() throws IOException {
        String text = getText();
        return text == null ? 0 : text.length();
    }

    @Override
    public int getTextOffset() {
        return 0;
    }
}
