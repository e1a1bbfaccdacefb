import { parentPort } from "node:worker_threads";
import { must } from "@practicum/kernel/assert";
import { subjectsOf } from "../exchange/domain/file-subjects.ts";
import { readFile } from "../exchange/domain/read-file.ts";
import type { FileTask } from "./thread-file-reader.ts";

/** The thread itself: one file after the other. */
const port = must(parentPort, "this runs in a thread of thread-file-reader.ts");
port.on("message", ({ kind, content }: FileTask) => {
  port.postMessage(kind === "subjects" ? subjectsOf(content) : readFile(kind, content));
});
