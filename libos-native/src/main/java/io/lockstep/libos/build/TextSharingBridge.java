package io.lockstep.libos.build;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/** Stands between until TextSharing has landed; then to be replaced by a plain reference. */
final class TextSharingBridge {
  private static final String TOOL = "io.lockstep.libos.image.TextSharing";

  private TextSharingBridge() {}

  static void rewrite(Path linked, Path result) throws IOException {
    try {
      Class.forName(TOOL).getMethod("rewrite", Path.class, Path.class).invoke(null, linked, result);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw KernelBuildException.failed(String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw KernelBuildException.failed(TOOL + " is not there yet");
    }
  }

  static String version() throws IOException {
    try {
      return ClassHash.ofPackage(Class.forName(TOOL));
    } catch (ClassNotFoundException e) {
      return "none";
    }
  }
}
