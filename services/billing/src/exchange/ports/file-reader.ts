import { subjectsOf, type FileSubjects } from "../domain/file-subjects.ts";
import { readFile, type AnyFileRead, type ReadableKind } from "../domain/read-file.ts";

/**
 * Reads files. A large one takes a second and more; on Node `node/thread-file-reader.ts` has a thread of its own do it, so that nobody's
 * work waits for it. {@link inlineFileReader} reads where it is called: in the sandbox, whose services have a worker of their own.
 */
export interface FileReader {
  read(kind: ReadableKind, content: string): Promise<AnyFileRead>;
  subjects(content: string): Promise<FileSubjects>;
}

export const inlineFileReader: FileReader = {
  read: async (kind, content) => readFile(kind, content),
  subjects: async (content) => subjectsOf(content),
};
