package io.lockstep.engine.lsp;

import com.google.common.base.Strings;
import io.lockstep.grammar.vocabulary.FunctionWord;
import io.lockstep.grammar.vocabulary.Keyword;
import io.lockstep.grammar.vocabulary.OptionWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Collects proposals; all replace the same stretch of text. */
final class Items {
  private final Range range;
  private final boolean snippets;
  private final Map<String, CompletionItem> items = new LinkedHashMap<>();

  /**
   * @param range what has been typed of the word
   * @param snippets whether the editor understands them
   */
  Items(Range range, boolean snippets) {
    this.range = range;
    this.snippets = snippets;
  }

  List<CompletionItem> all() {
    return new ArrayList<>(items.values());
  }

  void keyword(Keyword keyword) {
    CompletionItem item =
        add(keyword.word(), CompletionItemKind.Keyword, keyword.syntax(), keyword.doc());
    if (snippets && !keyword.snippet().isEmpty()) {
      item.setKind(CompletionItemKind.Snippet);
      item.setInsertTextFormat(InsertTextFormat.Snippet);
      item.setTextEdit(Either.forLeft(new TextEdit(range, keyword.snippet())));
    }
  }

  void word(String word, String doc) {
    add(word, CompletionItemKind.Keyword, "", doc);
  }

  void option(OptionWord option) {
    add(option.name(), CompletionItemKind.Property, option.expected(), option.doc());
  }

  void value(String value, String detail) {
    add(value, CompletionItemKind.EnumMember, detail, "");
  }

  void member(String name, String detail, String doc) {
    add(name, CompletionItemKind.Field, detail, doc);
  }

  void unit(String text, String detail) {
    add(text, CompletionItemKind.Unit, detail, "");
  }

  void file(String path) {
    add(path, CompletionItemKind.File, "", "");
  }

  void function(FunctionWord function) {
    call(function.name(), function.syntax(), function.doc(), "");
  }

  /**
   * @param argument a snippet for what stands in the parentheses
   */
  void call(String name, String detail, String doc, String argument) {
    CompletionItem item = add(name, CompletionItemKind.Function, detail, doc);
    if (snippets) {
      item.setInsertTextFormat(InsertTextFormat.Snippet);
      item.setTextEdit(
          Either.forLeft(
              new TextEdit(range, name + "(" + (argument.isEmpty() ? "$1" : argument) + ")")));
    }
  }

  void name(Definition definition) {
    CompletionItemKind kind =
        switch (definition.word()) {
          case "node" -> CompletionItemKind.Class;
          case "group" -> CompletionItemKind.Enum;
          case "link", "lan", "device" -> CompletionItemKind.Interface;
          case "flow", "ping", "traceroute", "exec", "daemon", "program" ->
              CompletionItemKind.Event;
          case "use", "topology" -> CompletionItemKind.Module;
          case "profile" -> CompletionItemKind.Struct;
          case "kernel" -> CompletionItemKind.Reference;
          default -> CompletionItemKind.Variable;
        };
    String word = definition.word().equals("for") ? "loop" : definition.word();
    add(definition.name(), kind, (word + " " + definition.detail()).strip(), "");
  }

  private CompletionItem add(String label, CompletionItemKind kind, String detail, String doc) {
    return items.computeIfAbsent(label, text -> item(text, kind, detail, doc));
  }

  private CompletionItem item(
      String label, CompletionItemKind kind, String detail, String doc) {
    CompletionItem item = new CompletionItem(label);
    item.setKind(kind);
    item.setDetail(Strings.emptyToNull(detail));
    if (!doc.isEmpty()) {
      item.setDocumentation(new MarkupContent(MarkupKind.PLAINTEXT, doc));
    }
    item.setTextEdit(Either.forLeft(new TextEdit(range, label)));
    item.setFilterText(label);
    // Proposals keep our order among those that match equally well.
    item.setSortText(String.format(Locale.ROOT, "%05d", items.size()));
    return item;
  }
}
