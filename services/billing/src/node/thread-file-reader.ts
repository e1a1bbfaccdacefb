import { Worker } from "node:worker_threads";
import type { FileSubjects } from "../exchange/domain/file-subjects.ts";
import type { AnyFileRead, ReadableKind } from "../exchange/domain/read-file.ts";
import { inlineFileReader, type FileReader } from "../exchange/ports/file-reader.ts";

export interface FileTask {
  readonly kind: ReadableKind | "subjects";
  readonly content: string;
}

/** Shorter files are read before a thread would have them. */
const LARGE_CHARS = 65_536;
/** A thread that nobody needs goes, and gives its memory back. */
const IDLE_MS = 60_000;
/** The largest file that is taken takes seconds; what takes minutes was made to. */
const READ_MS_MAX = 120_000;

interface Waiting {
  readonly task: FileTask;
  readonly resolve: (value: AnyFileRead | FileSubjects) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Reads large files in one thread, one after the other: while it reads, this process goes on answering. A thread that breaks or
 * takes too long fails its own file; the next one gets a new thread.
 */
export function threadFileReader(
  options: { readonly largeChars?: number } = {},
): FileReader & { stop(): Promise<void> } {
  const { largeChars = LARGE_CHARS } = options;
  const queue: Waiting[] = [];
  let worker: Worker | undefined;
  let current: Waiting | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const drop = (): Promise<unknown> => {
    clearTimeout(timer);
    const gone = worker;
    worker = undefined;
    return gone?.terminate() ?? Promise.resolve();
  };
  const fail = (message: string) => {
    void drop();
    current?.reject(new Error(message));
    current = undefined;
    next();
  };
  const start = (): Worker => {
    const made = new Worker(new URL("./file-reader-thread.node.ts", import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    made.on("message", (value: AnyFileRead | FileSubjects) => {
      if (made !== worker) return;
      clearTimeout(timer);
      current?.resolve(value);
      current = undefined;
      next();
    });
    const broke = () => made === worker && fail("the thread that reads files ended");
    made.on("error", broke);
    made.on("exit", broke);
    // Who stops does not wait for a thread that waits for work.
    made.unref();
    return made;
  };
  function next(): void {
    if (current) return;
    current = queue.shift();
    if (!current) {
      timer = setTimeout(() => void drop(), IDLE_MS).unref();
      return;
    }
    worker ??= start();
    timer = setTimeout(() => fail("a file took too long to read"), READ_MS_MAX).unref();
    worker.postMessage(current.task);
  }
  const ask = (task: FileTask) =>
    new Promise<AnyFileRead | FileSubjects>((resolve, reject) => {
      queue.push({ task, resolve, reject });
      if (!current) clearTimeout(timer);
      next();
    });

  return {
    read: async (kind, content) =>
      content.length < largeChars
        ? inlineFileReader.read(kind, content)
        : ((await ask({ kind, content })) as AnyFileRead),
    subjects: async (content) =>
      content.length < largeChars
        ? inlineFileReader.subjects(content)
        : ((await ask({ kind: "subjects", content })) as FileSubjects),
    async stop() {
      for (const each of [...(current ? [current] : []), ...queue.splice(0)])
        each.reject(new Error("the reading of files is stopped"));
      current = undefined;
      await drop();
    },
  };
}
