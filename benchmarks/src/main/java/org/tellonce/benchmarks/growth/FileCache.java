package org.tellonce.benchmarks.growth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The operating system's cache of one file. Linux alone: it calls `posix_fadvise`, which needs no rights beyond reading the file.
final class FileCache {
  private static final int READ_ONLY = 0;
  private static final int DONT_NEED = 4;

  private FileCache() {}

  /// Writes a file to the disk and drops it from memory, so that the next reading comes from the disk. Nobody may have it mapped.
  ///
  /// @throws IllegalStateException if the system refuses
  static void evict(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) open().invokeExact(arena.allocateFrom(file.toString()), READ_ONLY);
      int answer = (int) advise().invokeExact(descriptor, 0L, 0L, DONT_NEED);
      int closed = (int) close().invokeExact(descriptor);
      if (descriptor < 0 || answer != 0 || closed != 0) {
        throw new IllegalStateException(file + ": cannot be dropped from the file cache");
      }
    } catch (Throwable e) {
      throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
  }

  private static MethodHandle open() {
    return function("open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  }

  private static MethodHandle advise() {
    return function("posix_fadvise",
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
  }

  private static MethodHandle close() {
    return function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    MemorySegment address = Linker.nativeLinker().defaultLookup().findOrThrow(name);
    return Linker.nativeLinker().downcallHandle(address, descriptor);
  }
}
