package io.lockstep.engine.page;

import io.lockstep.engine.draw.Theme;
import java.nio.charset.StandardCharsets;

/** What all pages have around their content: style, scripts, and that nothing is fetched. */
final class Frame {
  private static final String[] SCRIPTS = {
    "theme.js", "format.js", "data.js", "view.js", "topology.js", "timeline.js", "plots.js",
    "dissect.js", "filter.js", "packets.js", "sequence.js", "main.js"
  };

  private Frame() {}

  /**
   * A whole page.
   *
   * @param data JSON and columns for the scripts, or null if there is nothing to be shown by scripts
   */
  static byte[] page(String title, String body, String json, String columns) {
    Html html = new Html();
    html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            + "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<link rel=\"icon\" href=\"data:,\">\n");
    html.tag("title", "", title).raw("\n<style>\n").raw(style()).raw("</style>\n</head>\n<body>\n");
    html.raw(body);
    if (json != null) {
      html.raw("<script type=\"application/json\" id=\"index\">\n");
      html.raw(json.replace("</", "<\\/")).raw("</script>\n");
      html.raw("<script type=\"text/plain\" id=\"columns\">").raw(columns).raw("</script>\n");
      html.raw("<script>\n").raw(comment(Html.uplot("LICENSE")));
      html.raw(Html.uplot("dist/uPlot.iife.min.js")).raw("\n</script>\n");
    }
    html.raw("<script>\n(() => {\n'use strict';\n");
    if (json == null) {
      html.raw(Html.resource("theme.js"));
    } else {
      for (String script : SCRIPTS) {
        html.raw(Html.resource(script));
      }
    }
    html.raw("})();\n</script>\n</body>\n</html>\n");
    return html.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String comment(String licence) {
    return "/*! uPlot\n" + licence.replace("*/", "* /") + "*/\n";
  }

  private static String style() {
    String dark = Html.resource("dark.css");
    return Html.uplot("dist/uPlot.min.css") + "\n"
        + Theme.LIGHT.rules(".drawing")
        + "@media (prefers-color-scheme: dark) {\n"
        + ":root:not([data-theme=light]) {\n" + dark + "}\n"
        + Theme.DARK.rules(":root:not([data-theme=light]) .drawing")
        + "}\n:root[data-theme=dark] {\n" + dark + "}\n"
        + Theme.DARK.rules(":root[data-theme=dark] .drawing")
        + Html.resource("page.css");
  }
}
