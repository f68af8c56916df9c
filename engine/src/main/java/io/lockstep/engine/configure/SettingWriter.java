package io.lockstep.engine.configure;

import io.lockstep.engine.model.Setting;
import io.lockstep.grammar.Suggestions;
import io.lockstep.libos.Errno;
import java.util.List;
import java.util.Optional;

/** Writes a node's settings into its kernel's files and explains refusals. */
public final class SettingWriter {
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int EISDIR = 21;
  private static final int EINVAL = 22;

  private final String node;
  private final String kernel;
  private final KernelFiles files;

  /**
   * Creates it.
   *
   * @param node name, for messages
   * @param kernel likewise: {@code linux-6.12}
   */
  public SettingWriter(String node, String kernel, KernelFiles files) {
    this.node = node;
    this.kernel = kernel;
    this.files = files;
  }

  /**
   * Writes a setting.
   *
   * @throws ConfigurationException if the kernel refuses it
   */
  public void write(Setting setting) {
    long result = files.write(setting.path(), setting.value());
    if (result < 0) {
      throw refusal(setting, result);
    }
  }

  /** Writes a setting; returns false if there is no such file. */
  boolean writeIfPresent(Setting setting) {
    long result = files.write(setting.path(), setting.value());
    if (result == -ENOENT && !files.exists(setting.path())) {
      return false;
    }
    if (result < 0) {
      throw refusal(setting, result);
    }
    return true;
  }

  private ConfigurationException refusal(Setting setting, long error) {
    String what = SysctlName.describe(setting.path());
    String where = " on node " + node + " (" + kernel + ")";
    String message;
    if (error == -ENOENT && !files.exists(setting.path())) {
      message = "unknown " + what + where + ": no such file" + suggestion(setting.path());
    } else if (error == -EISDIR) {
      message = what + where + " is a directory, expected a file";
    } else if (error == -EACCES) {
      message = what + where + " is read-only (EACCES)";
    } else if (error == -EINVAL || error == -ENOENT) {
      // ENOENT from an existing file: the value names something that is not there.
      message =
          what + where + " does not accept the value \"" + setting.value() + "\" ("
              + Errno.name(error) + ")";
    } else {
      message =
          "cannot write \"" + setting.value() + "\" to " + what + where + ": "
              + Errno.name(error);
    }
    return new ConfigurationException(setting.source(), message);
  }

  /** The nearest name in the deepest directory of the path that exists. */
  private String suggestion(String path) {
    String[] parts = path.substring(1).split("/");
    StringBuilder directory = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      List<String> names = files.list(directory.length() == 0 ? "/" : directory.toString());
      if (!names.contains(parts[i])) {
        Optional<String> near = Suggestions.nearest(parts[i], names);
        if (near.isEmpty()) {
          return "";
        }
        StringBuilder whole = new StringBuilder(directory).append('/').append(near.get());
        for (int k = i + 1; k < parts.length; k++) {
          whole.append('/').append(parts[k]);
        }
        String name = SysctlName.describe(whole.toString());
        return "; did you mean " + name.substring(name.indexOf(' ') + 1) + "?";
      }
      directory.append('/').append(parts[i]);
    }
    return "";
  }
}
