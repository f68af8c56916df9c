package io.lockstep.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chromium without a screen, by way of its driver (W3C WebDriver). */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String server;
  private String session = "";

  Browser() {
    try {
      driver = new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
      server = "http://127.0.0.1:" + port(driver);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode wanted =
        json(
            "{'capabilities':{'alwaysMatch':{'browserName':'chrome','goog:loggingPrefs':{'browser':"
                + "'ALL'},'goog:chromeOptions':{'args':['--headless=new','--no-sandbox',"
                + "'--disable-gpu','--disable-dev-shm-usage','--hide-scrollbars',"
                + "'--window-size=1440,1000']}}}}");
    session = "/session/" + call("POST", "/session", wanted).get("sessionId").asText();
  }

  static boolean isThere() {
    return Files.isExecutable(DRIVER) && Files.isExecutable(CHROMIUM);
  }

  private static String port(Process driver) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher matcher = PORT.matcher(line);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    throw new IOException("chromedriver did not start");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode call(String method, String path, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode value = JSON.readTree(response.body()).get("value");
      if (response.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + value);
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says which colours the system prefers: {@code light} or {@code dark}. */
  void prefer(String scheme) {
    call(
        "POST",
        session + "/goog/cdp/execute",
        json(
            "{'cmd':'Emulation.setEmulatedMedia','params':{'features':[{'name':"
                + "'prefers-color-scheme','value':'" + scheme + "'}]}}"));
  }

  /** Opens a file. */
  void open(Path file) {
    ObjectNode body = JSON.createObjectNode().put("url", file.toAbsolutePath().toUri().toString());
    call("POST", session + "/url", body);
  }

  /** What a script returns. */
  JsonNode run(String script) {
    ObjectNode body = JSON.createObjectNode().put("script", script);
    body.putArray("args");
    return call("POST", session + "/execute/sync", body);
  }

  /** Waits until a script returns true. */
  void await(String script) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (run(script).asBoolean()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("never came true: " + script);
  }

  /** What was written to the console since the last time this was asked. */
  List<String> console() {
    List<String> lines = new ArrayList<>();
    JsonNode all = call("POST", session + "/se/log", json("{'type':'browser'}"));
    all.forEach(line -> lines.add(line.get("level").asText() + " " + line.get("message").asText()));
    return lines;
  }

  /** The window as PNG. */
  byte[] screenshot() {
    return Base64.getDecoder().decode(call("GET", session + "/screenshot", null).asText());
  }

  @Override
  public void close() {
    if (!session.isEmpty()) {
      call("DELETE", session, null);
    }
    driver.destroy();
  }
}
