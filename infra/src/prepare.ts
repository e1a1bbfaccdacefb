import { findNats } from "@practicum/tooling/nats-binary";
import { cacheRoot } from "@practicum/tooling/paths";
import { buildApp } from "./web-build.ts";

/** Fetches and builds all that a start would: for an image, or a machine that will stand without the network. */
export async function prepare(): Promise<void> {
  const notes: string[] = [];
  const [{ built }, nats] = await Promise.all([buildApp("web"), findNats(cacheRoot, (note) => void notes.push(note))]);
  console.log(`✔ Web screens, ${built ? "built" : "unchanged"}`);
  if (nats === undefined) {
    console.error(`✖ No nats-server could be had: ${notes.join("; ")}. All services would run in one process.`);
    process.exitCode = 1;
    return;
  }
  console.log(`✔ nats-server ${nats.version}`);
  console.log("Everything is here: `npm start` needs no network.");
}
