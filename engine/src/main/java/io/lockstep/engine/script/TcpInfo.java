package io.lockstep.engine.script;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.lockstep.engine.model.ScriptValue;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code struct tcp_info} (include/uapi/linux/tcp.h), its fields without {@code tcpi_}. */
final class TcpInfo {
  /** Room for those of kernels to come. */
  static final int ROOM = 512;

  /** Name, offset, length in bytes, unit of time if it is one. */
  private static final String LAYOUT =
      """
      state 0 1
      ca_state 1 1
      retransmits 2 1
      probes 3 1
      backoff 4 1
      options 5 1
      rto 8 4 us
      ato 12 4 us
      snd_mss 16 4
      rcv_mss 20 4
      unacked 24 4
      sacked 28 4
      lost 32 4
      retrans 36 4
      fackets 40 4
      last_data_sent 44 4 ms
      last_ack_sent 48 4 ms
      last_data_recv 52 4 ms
      last_ack_recv 56 4 ms
      pmtu 60 4
      rcv_ssthresh 64 4
      rtt 68 4 us
      rttvar 72 4 us
      snd_ssthresh 76 4
      snd_cwnd 80 4
      advmss 84 4
      reordering 88 4
      rcv_rtt 92 4 us
      rcv_space 96 4
      total_retrans 100 4
      pacing_rate 104 8
      max_pacing_rate 112 8
      bytes_acked 120 8
      bytes_received 128 8
      segs_out 136 4
      segs_in 140 4
      notsent_bytes 144 4
      min_rtt 148 4 us
      data_segs_in 152 4
      data_segs_out 156 4
      delivery_rate 160 8
      busy_time 168 8 us
      rwnd_limited 176 8 us
      sndbuf_limited 184 8 us
      delivered 192 4
      delivered_ce 196 4
      bytes_sent 200 8
      bytes_retrans 208 8
      dsack_dups 216 4
      reord_seen 220 4
      rcv_ooopack 224 4
      snd_wnd 228 4
      rcv_wnd 232 4
      rehash 236 4
      total_rto 240 2
      total_rto_recoveries 242 2
      total_rto_time 244 4 ms
      """;

  private record Field(int at, int length, long unitNs) {}

  private static final ImmutableMap<String, Field> FIELDS = layout();

  private TcpInfo() {}

  private static ImmutableMap<String, Field> layout() {
    ImmutableMap.Builder<String, Field> fields = ImmutableMap.builder();
    for (String line : LAYOUT.lines().toList()) {
      String[] words = line.split(" ");
      long unit = words.length < 4 ? 0 : words[3].equals("us") ? 1_000 : 1_000_000;
      fields.put(
          words[0], new Field(Integer.parseInt(words[1]), Integer.parseInt(words[2]), unit));
    }
    return fields.buildOrThrow();
  }

  static ImmutableSet<String> names() {
    return ImmutableSet.<String>builder()
        .addAll(FIELDS.keySet())
        .add("snd_wscale", "rcv_wscale", "delivery_rate_app_limited", "fastopen_client_fail")
        .build();
  }

  /** What the kernel has written; an older one writes less. */
  static ScriptValue read(ByteBuffer memory, int at, int length) {
    Map<String, ScriptValue> fields = new LinkedHashMap<>();
    FIELDS.forEach(
        (name, field) -> {
          if (field.at + field.length <= length) {
            long value = number(memory, at + field.at, field.length);
            fields.put(
                name,
                field.unitNs == 0
                    ? new ScriptValue.Number(value)
                    : new ScriptValue.Time(value * field.unitNs, field.unitNs));
          }
        });
    int scales = memory.get(at + 6) & 0xff;
    int flags = memory.get(at + 7) & 0xff;
    fields.put("snd_wscale", new ScriptValue.Number(scales & 0xf));
    fields.put("rcv_wscale", new ScriptValue.Number(scales >> 4));
    fields.put("delivery_rate_app_limited", new ScriptValue.Number(flags & 1));
    fields.put("fastopen_client_fail", new ScriptValue.Number(flags >> 1 & 3));
    return new ScriptValue.Struct("tcp_info", ImmutableMap.copyOf(fields));
  }

  private static long number(ByteBuffer memory, int at, int length) {
    return switch (length) {
      case 1 -> memory.get(at) & 0xff;
      case 2 -> memory.getShort(at) & 0xffff;
      case 4 -> memory.getInt(at) & 0xffffffffL;
      default -> memory.getLong(at);
    };
  }
}
