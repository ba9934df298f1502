package org.tellonce.rehearsal.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A Java agent that ends the process like a power cut at the n-th crash point. Crash points are the beginning and each return of named methods: those that
/// force something to the disk or commit it. It lives in the tests only; the programs have no hook for it.
///
/// Agent argument: `n;count file;class#method,class#method`. With n = 0 nothing crashes. How many points the process passed goes into the count file.
public final class CrashAgent {

  /// The exit status of a process that was killed.
  static final int KILLED = 137;

  private static final AtomicInteger PASSED = new AtomicInteger();
  private static final ClassDesc HERE = ClassDesc.of(CrashAgent.class.getName());
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
  private static int crashAt;

  private CrashAgent() {}

  /// Called by Java before `main`.
  public static void premain(String argument, Instrumentation instrumentation) {
    String[] parts = argument.split(";", -1);
    crashAt = Integer.parseInt(parts[0]);
    Path count = Path.of(parts[1]);
    List<String> points = Arrays.asList(parts[2].split(","));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> write(count)));
    instrumentation.addTransformer(new ClassFileTransformer() {
      @Override
      public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        List<String> methods = points.stream().filter(p -> p.startsWith(name + "#")).map(p -> p.substring(name.length() + 1)).toList();
        return methods.isEmpty() ? null : withPoints(bytes, methods);
      }
    });
  }

  /// A crash point: called by the methods that were named.
  public static void point() {
    if (PASSED.incrementAndGet() == crashAt) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  private static byte[] withPoints(byte[] bytes, List<String> methods) {
    ClassFile classFile = ClassFile.of();
    ClassModel model = classFile.parse(bytes);
    CodeTransform points = new CodeTransform() {
      @Override
      public void atStart(java.lang.classfile.CodeBuilder builder) {
        builder.invokestatic(HERE, "point", NOTHING);
      }

      @Override
      public void accept(java.lang.classfile.CodeBuilder builder, java.lang.classfile.CodeElement element) {
        if (element instanceof ReturnInstruction) {
          builder.invokestatic(HERE, "point", NOTHING);
        }
        builder.with(element);
      }
    };
    return classFile.transformClass(model, ClassTransform.transformingMethodBodies(
        (MethodModel method) -> methods.contains(method.methodName().stringValue()) && !method.flags().has(java.lang.reflect.AccessFlag.ABSTRACT),
        points));
  }

  private static void write(Path count) {
    try {
      Files.writeString(count, Integer.toString(PASSED.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
