import { ok } from "@practicum/kernel/result";
import type { Handlers } from "../handlers.ts";
import { countTasks } from "../sql/tasks.ts";
import { countThreads } from "../sql/threads.ts";
import { countCalls } from "../phone/sql/calls.ts";
import { readerOf } from "./whose.ts";

export const counters: Handlers["counters"] = async (context) => {
  const { tx, today, now } = context;
  const queue = readerOf(context);
  const tasks = await countTasks(tx, queue, today);
  const messages = await countThreads(tx, queue, now);
  const calls = await countCalls(tx, queue, now);
  return ok([
    { queue: "calls" as const, ...calls },
    { queue: "tasks" as const, ...tasks },
    { queue: "messages" as const, ...messages },
  ]);
};
