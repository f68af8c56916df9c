package io.lockstep.engine.markup;

import com.google.common.xml.XmlEscapers;

/**
 * Text for XML 1.0. Characters that it has no way to write, such as most control characters, become
 * U+FFFD.
 */
public final class XmlText {
  private XmlText() {}

  /** Between tags. */
  public static String content(String text) {
    return XmlEscapers.xmlContentEscaper().escape(text);
  }

  /** Between quotation marks; lines stay lines. */
  public static String attribute(String text) {
    return XmlEscapers.xmlAttributeEscaper().escape(text);
  }
}
