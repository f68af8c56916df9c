package io.lockstep.engine.script;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.model.ScriptExpression;
import io.lockstep.engine.model.ScriptValue;
import java.util.Optional;

/** The fields that results of calls have, as far as that is known before the run. */
public final class ResultFields {
  private static final ImmutableList<String> NONE = ImmutableList.of();

  private ResultFields() {}

  /**
   * Those of a call.
   *
   * @param option of {@code getsockopt}, else null
   * @return empty if they depend on what comes back
   */
  public static Optional<ImmutableList<String>> of(String call, ScriptExpression option) {
    return switch (call) {
      case "socket", "accept", "accept4", "dup", "epoll_create1" -> Optional.of(NONE);
      case "socketpair" -> Optional.of(ImmutableList.of("first", "second"));
      case "pipe2" -> Optional.of(ImmutableList.of("read", "write"));
      case "recvfrom" -> Optional.of(ImmutableList.of("data", "len", "from"));
      case "recv", "read", "readv" -> Optional.of(ImmutableList.of("len"));
      case "getsockopt" ->
          option instanceof ScriptExpression.Constant constant
                  && constant.value() instanceof ScriptValue.Number number
                  && number.symbol().equals("TCP_INFO")
              ? Optional.of(ImmutableList.copyOf(TcpInfo.names()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
