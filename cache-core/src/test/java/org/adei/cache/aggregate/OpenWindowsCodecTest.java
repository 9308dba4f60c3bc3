package org.adei.cache.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.adei.cache.failure.HaltException;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;

class OpenWindowsCodecTest {
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60);

    @Test
    void aStateComesBackBitForBit() {
        byte[] bytes = OpenWindowsCodec.encode(someState());

        assertThat(OpenWindowsCodec.encode(OpenWindowsCodec.decode(LADDER, 2, bytes)))
                .isEqualTo(bytes);
    }

    @Test
    void onlyAStateWithASumBeyondTheRangeOfADoubleHasTheSecondVersion() {
        RowBlock block = new RowBlock(2, 3);
        block.append(61_000_000_000L, new double[] {Double.MAX_VALUE, 1});
        block.append(62_000_000_000L, new double[] {Double.MAX_VALUE, 2});
        block.append(63_000_000_000L, new double[] {-Double.MAX_VALUE, 3});
        Aggregator aggregator = new Aggregator(new OpenWindows(LADDER, 2));
        aggregator.add(block, 1, List.of());
        assertThat(OpenWindowsCodec.encode(aggregator.state())[0]).isEqualTo((byte) 1);

        block.size(3);
        Aggregator all = new Aggregator(new OpenWindows(LADDER, 2));
        all.add(block, 3, List.of());
        byte[] bytes = OpenWindowsCodec.encode(all.state());
        assertThat(bytes[0]).isEqualTo((byte) 2);
        OpenWindows back = OpenWindowsCodec.decode(LADDER, 2, bytes);
        assertThat(OpenWindowsCodec.encode(back)).isEqualTo(bytes);
        assertThat(back.current().get(1).mean(0, 0)).isEqualTo(Double.MAX_VALUE / 3);
        assertThat(back.current().get(1).mean(1, 0)).isEqualTo(2);
    }

    @Test
    void aChannelThatIsNewHasNoValueYet() {
        OpenWindows wider = OpenWindowsCodec.decode(LADDER, 3, OpenWindowsCodec.encode(someState()));

        WindowBlock minute = wider.current().get(1);
        assertThat(minute.rows(0)).isEqualTo(2);
        assertThat(minute.valid(2, 0)).isZero();
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] bytes = OpenWindowsCodec.encode(someState());
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> OpenWindowsCodec.decode(LADDER, 2, damaged))
                    .isInstanceOf(HaltException.class);
        }
        assertThatThrownBy(() -> OpenWindowsCodec.decode(LADDER, 2, new byte[3]))
                .isInstanceOf(HaltException.class);
    }

    @Test
    void aStateOfAnotherLadderIsRefused() {
        byte[] bytes = OpenWindowsCodec.encode(someState());

        assertThatThrownBy(() -> OpenWindowsCodec.decode(Ladder.ofSeconds(10, 120), 2, bytes))
                .isInstanceOf(HaltException.class)
                .hasMessageContaining("60 s")
                .hasMessageContaining("120s");
    }

    private static OpenWindows someState() {
        RowBlock block = new RowBlock(2, 2);
        block.append(61_000_000_000L, new double[] {1e300, RowBlock.NULL});
        block.append(72_000_000_001L, new double[] {-0.0, Double.NaN});
        Aggregator aggregator = new Aggregator(new OpenWindows(LADDER, 2));
        aggregator.add(
                block,
                2,
                LADDER.levels().stream().map(l -> new WindowBlock(l, 2)).toList());
        return aggregator.state();
    }

    @Test
    void anEmptyStateHasNoWindows() {
        List<WindowBlock> current = new OpenWindows(LADDER, 2).current();

        assertThat(current).extracting(WindowBlock::size).containsExactly(0, 0);
    }
}
