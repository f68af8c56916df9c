package io.lockstep.engine.series;

import com.google.common.collect.ImmutableList;
import io.lockstep.engine.inspect.TcpSocket;
import io.lockstep.engine.model.ActivitySpec;
import io.lockstep.engine.model.ScenarioCase;
import io.lockstep.engine.model.TcpField;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns samples of sockets into series, one per field and end of a connection. A connection that a
 * flow of the scenario has opened bears its name; others, of programs, are called by their ends.
 */
final class ConnectionSeries {
  private final class Connection {
    final String subject;
    final String from;
    final String to;
    final Map<TcpField, SeriesRecorder> recorders = new LinkedHashMap<>();

    Connection(String subject, String from, String to) {
      this.subject = subject;
      this.from = from;
      this.to = to;
      for (TcpField field : TcpField.values()) {
        recorders.put(field, new SeriesRecorder());
      }
    }
  }

  private final ScenarioCase scenario;

  /** By node and ends, in the order of appearance. */
  private final Map<String, Connection> connections = new LinkedHashMap<>();

  /** How many connections each flow has opened. */
  private final Map<String, Integer> opened = new HashMap<>();

  /** Of flows, by client's ends, so that the server's end finds it. */
  private final Map<String, Connection> clients = new HashMap<>();

  ConnectionSeries(ScenarioCase scenario) {
    this.scenario = scenario;
  }

  void add(long timeNs, int node, List<TcpSocket> sockets) {
    for (TcpSocket socket : sockets) {
      String key = node + " " + socket.ends();
      Connection connection = connections.get(key);
      if (connection == null) {
        connection = connection(node, socket);
        connections.put(key, connection);
      }
      for (Map.Entry<TcpField, SeriesRecorder> one : connection.recorders.entrySet()) {
        one.getValue().add(timeNs, socket.value(one.getKey()));
      }
    }
  }

  private Connection connection(int node, TcpSocket socket) {
    String here = scenario.nodes().get(node).name();
    for (ActivitySpec spec : scenario.activities()) {
      if (spec instanceof ActivitySpec.TcpFlow flow) {
        if (flow.from() == node
            && flow.port() == socket.remotePort()
            && flow.address().equals(socket.remote())
            && !isTaken(flow)) {
          int number = opened.merge(flow.name(), 1, Integer::sum);
          String subject = number == 1 ? flow.name() : flow.name() + "/" + number;
          Connection client =
              new Connection(subject, here, scenario.nodes().get(flow.to()).name());
          clients.put(socket.localPort() + " " + socket.remotePort(), client);
          return client;
        } else if (flow.to() == node && flow.port() == socket.localPort()) {
          Connection client = clients.get(socket.remotePort() + " " + socket.localPort());
          if (client != null && client.to.equals(here)) {
            return new Connection(client.subject, here, client.from);
          }
        }
      }
    }
    return new Connection(socket.ends(), here, "");
  }

  /**
   * Whether its connections have been found, and other flows to the same port have none yet: the
   * next connection is one of theirs.
   */
  private boolean isTaken(ActivitySpec.TcpFlow flow) {
    if (!opened.containsKey(flow.name())) {
      return false;
    }
    for (ActivitySpec spec : scenario.activities()) {
      if (spec instanceof ActivitySpec.TcpFlow other
          && other.from() == flow.from()
          && other.port() == flow.port()
          && other.address().equals(flow.address())
          && !opened.containsKey(other.name())) {
        return true;
      }
    }
    return false;
  }

  void addTo(ImmutableList.Builder<Series> all) {
    for (Connection connection : connections.values()) {
      connection.recorders.forEach(
          (field, recorder) -> {
            if (!recorder.isEmpty()) {
              all.add(
                  recorder.series(
                      Series.Kind.TCP,
                      connection.subject,
                      field.word(),
                      field.unit(),
                      connection.from,
                      connection.to));
            }
          });
    }
  }
}
