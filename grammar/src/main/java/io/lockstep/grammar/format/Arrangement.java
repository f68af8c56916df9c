package io.lockstep.grammar.format;

import com.google.common.collect.ImmutableList;
import io.lockstep.grammar.ast.Comment;
import io.lockstep.grammar.ast.ScenarioFile;
import io.lockstep.grammar.ast.Setting;
import io.lockstep.grammar.ast.SourceText;
import io.lockstep.grammar.ast.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds out, from the source of a tree, where its comments and empty lines belong and which of its
 * blocks stand on one line. What has no place in the source gets the standard layout.
 */
final class Arrangement {
  private static final String SYSCTL = "sysctl";

  private final SourceText source;
  private final String text;
  private final BlockScanner scanner;
  private final ImmutableList<Entry> entries;
  private final ImmutableList<Comment> comments;
  private final boolean sysctlBlocks;

  /** Of the comments, the first that has not been placed yet. */
  private int next;

  /**
   * @param sysctlBlocks whether sysctls are kept together that stand in one block of their own
   */
  Arrangement(ScenarioFile file, boolean sysctlBlocks) {
    this.sysctlBlocks = sysctlBlocks;
    this.source = file.span().source();
    this.text = source.text();
    this.scanner = new BlockScanner(text);
    this.entries = StatementEntries.of(file.statements());
    this.comments =
        ImmutableList.sortedCopyOf(
            Comparator.comparingInt(comment -> comment.span().start()), file.comments());
  }

  Sheet sheet() {
    Contents contents = new Contents(0, false);
    contents.addAll(entries, text.length());
    contents.finish(Integer.MAX_VALUE);
    ImmutableList<Row> rows = ImmutableList.copyOf(contents.rows);
    Sheet sheet = new Sheet(rows, ImmutableList.copyOf(contents.pending));
    return entries.stream().noneMatch(this::isPlaced) ? sheet.grouped() : sheet;
  }

  private boolean isPlaced(Entry entry) {
    Span span = entry.node().span();
    return span.source() == source && span.end() > span.start() && span.end() <= text.length();
  }

  /** Whether it is a sysctl that does not begin with that word itself. */
  private boolean isInSysctlBlock(Entry entry) {
    return entry.node() instanceof Setting.Sysctl sysctl
        && isPlaced(entry)
        && sysctl.key().span().start() == sysctl.span().start();
  }

  private List<Span> places(List<Entry> written) {
    return written.stream().filter(this::isPlaced).map(entry -> entry.node().span()).toList();
  }

  private boolean hasNext(int before) {
    return next < comments.size() && comments.get(next).span().start() < before;
  }

  private boolean sameLine(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        return false;
      }
    }
    return true;
  }

  /** Whether there is an empty line between two places. */
  private boolean isApart(int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
        lines++;
      } else if (!Character.isWhitespace(c) && c != '\uFEFF') {
        lines = 0;
      }
      if (lines == 2) {
        return true;
      }
    }
    return false;
  }

  private Row.Block unplaced(Entry.Block block) {
    boolean plain = block.entries().stream().allMatch(entry -> entry.blocks().isEmpty());
    boolean oneLine = plain && (Grouping.isSettings(block) || block.entries().size() <= 1);
    return new Row.Block(
        block.lead(),
        Optional.empty(),
        block.entries().stream().map(this::unplaced).collect(ImmutableList.toImmutableList()),
        ImmutableList.of(),
        oneLine,
        block.optional());
  }

  private Row unplaced(Entry entry) {
    return new Row(
        entry,
        ImmutableList.of(),
        false,
        Optional.empty(),
        entry.blocks().stream().map(this::unplaced).collect(ImmutableList.toImmutableList()));
  }

  /** The rows of a file or a block while they are collected. */
  private final class Contents {
    private final List<Row> rows = new ArrayList<>();
    private final boolean block;
    private final List<Remark> pending = new ArrayList<>();
    private Optional<String> opening = Optional.empty();

    /** Behind what was collected last. */
    private int end;

    /** Whether an empty line stands before the entry that is being added. */
    private boolean apart;

    Contents(int start, boolean block) {
      this.end = start;
      this.block = block;
    }

    /**
     * Adds entries.
     *
     * @param limit where they end at the latest
     */
    void addAll(List<Entry> all, int limit) {
      int at = 0;
      while (at < all.size()) {
        int together = sysctlBlocks ? addSysctls(all.subList(at, all.size()), limit) : 0;
        if (together == 0) {
          add(all.get(at));
        }
        at += Math.max(1, together);
      }
    }

    /** Adds the sysctls of a block in front as one row; says how many there were, often none. */
    private int addSysctls(List<Entry> all, int limit) {
      List<Entry> sysctls = all.stream().takeWhile(Arrangement.this::isInSysctlBlock).toList();
      if (sysctls.isEmpty()) {
        return 0;
      }
      int open = scanner.lastOpen(end, sysctls.get(0).node().span().start());
      int close = open < 0 ? -1 : scanner.close(open, limit, places(sysctls));
      int start = text.lastIndexOf(SYSCTL, open);
      if (close < 0 || start < end) {
        return 0;
      }
      List<Entry> inside =
          sysctls.stream()
              .takeWhile(entry -> entry.node().span().start() < close)
              .map(entry -> new Entry(entry.node(), entry.tail(), entry.blocks()))
              .toList();
      finish(start);
      apart = !isFirst() && isApart(end, start);
      Contents contents = new Contents(open + 1, true);
      inside.forEach(contents::add);
      contents.finish(close);
      add(
          new Entry(
              inside.get(0).node(),
              SYSCTL,
              ImmutableList.of(new Entry.Block("", ImmutableList.copyOf(inside), false))),
          ImmutableList.of(contents.block("", open, close, false)));
      end = close + 1;
      return inside.size();
    }

    private void add(Entry entry) {
      if (!isPlaced(entry)) {
        rows.add(unplaced(entry));
        return;
      }
      Span span = entry.node().span();
      finish(span.start());
      apart = !isFirst() && isApart(end, span.start());
      ImmutableList<Row.Block> blocks = blocks(entry);
      takeStrays(span.end());
      add(entry, blocks);
      end = Math.max(end, span.end());
    }

    private void add(Entry entry, ImmutableList<Row.Block> blocks) {
      rows.add(new Row(entry, ImmutableList.copyOf(pending), apart, Optional.empty(), blocks));
      pending.clear();
    }

    private boolean isFirst() {
      return rows.isEmpty() && pending.isEmpty();
    }

    /** Moves comments from within the head of an entry before it. */
    private void takeStrays(int before) {
      while (hasNext(before)) {
        pending.add(new Remark(comments.get(next++).text(), apart));
        apart = false;
      }
    }

    /** Takes the comments before a place. */
    void finish(int before) {
      while (hasNext(before)) {
        Comment comment = comments.get(next++);
        int start = comment.span().start();
        boolean behind = pending.isEmpty() && sameLine(end, start);
        if (behind && !rows.isEmpty() && last().behind().isEmpty()) {
          rows.set(rows.size() - 1, last().withBehind(comment.text()));
        } else if (behind && rows.isEmpty() && block && opening.isEmpty()) {
          opening = Optional.of(comment.text());
        } else {
          pending.add(new Remark(comment.text(), !isFirst() && isApart(end, start)));
        }
        end = Math.max(end, comment.span().end());
      }
    }

    private Row last() {
      return rows.get(rows.size() - 1);
    }

    private ImmutableList<Row.Block> blocks(Entry entry) {
      Span span = entry.node().span();
      ImmutableList.Builder<Row.Block> blocks = ImmutableList.builder();
      int at = span.start();
      for (Entry.Block written : entry.blocks()) {
        int open = scanner.open(at, span.end());
        int close = open < 0 ? -1 : scanner.close(open, span.end(), places(written.entries()));
        if (close < 0) {
          blocks.add(unplaced(written));
          continue;
        }
        takeStrays(open);
        Contents contents = new Contents(open + 1, true);
        contents.addAll(written.entries(), close);
        contents.finish(close);
        blocks.add(contents.block(written.lead(), open, close, written.optional()));
        at = close + 1;
      }
      return blocks.build();
    }

    private Row.Block block(String lead, int open, int close, boolean optional) {
      return new Row.Block(
          lead,
          opening,
          ImmutableList.copyOf(rows),
          ImmutableList.copyOf(pending),
          source.lineOf(open) == source.lineOf(close),
          optional);
    }
  }
}
