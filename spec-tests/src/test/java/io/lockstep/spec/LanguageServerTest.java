package io.lockstep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The language server as an editor starts it. */
class LanguageServerTest {
  private static final Path JAR = Program.property("lockstep.jar", "../engine/target/lockstep.jar");

  @TempDir Path directory;

  private static String message(String json) {
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return "Content-Length: " + length + "\r\n\r\n" + json;
  }

  @Test
  void speaksTheProtocolAndNothingElse() throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "language-server")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    String text =
        message("{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'capabilities':{}}}")
            + message("{'jsonrpc':'2.0','id':2,'method':'shutdown'}")
            + message("{'jsonrpc':'2.0','method':'exit'}");
    server.getOutputStream().write(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    server.getOutputStream().flush();
    assertThat(server.waitFor(60, TimeUnit.SECONDS)).as("it ends when told to").isTrue();
    assertThat(server.exitValue()).isZero();
    assertThat(Files.readString(err)).isEmpty();
    assertThat(Files.readString(out))
        .startsWith("Content-Length: ")
        .contains("\"serverInfo\":{\"name\":\"lockstep\"")
        .contains("\"id\":2");
  }
}
