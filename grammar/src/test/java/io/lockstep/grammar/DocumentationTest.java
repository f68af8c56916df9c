package io.lockstep.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What other programs can use is explained, in the packages that are meant for them. */
class DocumentationTest {
  private static final Path SOURCES = Path.of("src/main/java/io/lockstep/grammar");

  @Test
  void everyPublicTypeAndMemberHasJavadoc() throws Exception {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("", "ast", "vocabulary")) {
      try (Stream<Path> list = Files.list(SOURCES.resolve(name))) {
        list.filter(path -> path.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      Undocumented undocumented = new Undocumented(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        undocumented.scan(unit, null);
      }
      assertThat(undocumented.found).isEmpty();
    }
  }

  private static final class Undocumented extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final List<String> found = new ArrayList<>();

    Undocumented(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      check(tree.getSimpleName().toString(), tree.getModifiers(), tree);
      return isPublic(tree.getModifiers()) ? super.visitClass(tree, nothing) : null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      check(tree.getName().toString(), tree.getModifiers(), tree);
      return null;
    }

    @Override
    public Void visitVariable(VariableTree tree, Void nothing) {
      check(tree.getName().toString(), tree.getModifiers(), tree);
      return null;
    }

    private void check(String name, ModifiersTree modifiers, Tree tree) {
      boolean inherits = modifiers.toString().contains("@Override");
      if (isPublic(modifiers) && !inherits && docs.getDocComment(getCurrentPath()) == null) {
        found.add(owner() + name);
      }
    }

    /** Members of interfaces are public without the word. */
    private boolean isPublic(ModifiersTree modifiers) {
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
    }

    private String owner() {
      TreePath parent = getCurrentPath().getParentPath();
      return parent.getLeaf() instanceof ClassTree type ? type.getSimpleName() + "." : "";
    }
  }
}
