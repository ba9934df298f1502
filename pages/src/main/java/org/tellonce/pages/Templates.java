package org.tellonce.pages;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/// The templates of one module, which the build made into classes: nothing is compiled at run time. What they put in is escaped for the place it stands in.
public final class Templates {

  private final TemplateEngine engine;

  /// @param loader of the module's classes
  /// @param packageName where its templates are classes
  public Templates(ClassLoader loader, String packageName) {
    engine = TemplateEngine.createPrecompiled(null, ContentType.Html, loader, packageName);
  }

  /// A template with its values.
  ///
  /// @param name of the template, with `.jte`
  public Content page(String name, Object values) {
    String html = html(name, values);
    return output -> output.writeContent(html);
  }

  String html(String name, Object values) {
    StringOutput output = new StringOutput();
    engine.render(name, values, output);
    return output.toString();
  }

  /// Those of this module.
  static Templates ofPages() {
    return new Templates(Templates.class.getClassLoader(), "org.tellonce.pages.templates");
  }
}
