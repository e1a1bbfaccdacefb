import { constants } from "node:fs";
import { link, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

// A worker keeps its modules from file to file: these are loaded anew on the disk that is told of below, and dropped afterwards.
let folderClearinghouse: typeof import("./folder-clearinghouse.ts").folderClearinghouse;
let UnusableFile: typeof import("../exchange/ports/clearinghouse.ts").UnusableFile;
beforeAll(async () => {
  vi.resetModules();
  ({ folderClearinghouse } = await import("./folder-clearinghouse.ts"));
  ({ UnusableFile } = await import("../exchange/ports/clearinghouse.ts"));
});
afterAll(() => {
  vi.doUnmock("node:fs/promises");
  vi.resetModules();
});

/** What the program did to the disk, and when it dies: nothing is done after that. */
const disk = vi.hoisted(() => {
  const state = { steps: [] as string[], stepsLeft: Infinity, unreadable: "" };
  const step = (what: string) => {
    if (state.stepsLeft === 0) throw new Error("died");
    state.stepsLeft -= 1;
    state.steps.push(what);
  };
  return { state, step };
});

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const short = (file: string) => file.split("/practice-1/")[1] ?? "above";
  const wrapped = {
    async writeFile(file: string, content: string, options?: object) {
      // It may die when half of the file is on the disk.
      if (disk.state.stepsLeft === 0) await real.writeFile(file, content.slice(0, 2), options);
      disk.step(`write ${short(file)}`);
      await real.writeFile(file, content, options);
    },
    async rename(from: string, to: string) {
      disk.step(`rename ${short(from)} to ${short(to)}`);
      await real.rename(from, to);
    },
    async rm(file: string, options?: { readonly recursive?: boolean; readonly force?: boolean }) {
      if (options?.recursive !== true) disk.step(`remove ${short(file)}`);
      await real.rm(file, options);
    },
    async open(file: string, flags?: string | number) {
      if (disk.state.unreadable !== "" && file.endsWith(disk.state.unreadable))
        throw Object.assign(new Error("refused"), { code: "EACCES" });
      const handle = await real.open(file, flags);
      if (flags === "r") {
        const sync = handle.sync.bind(handle);
        handle.sync = async () => {
          disk.step(`sync ${short(file)}`);
          await sync();
        };
      }
      return handle;
    },
  };
  return { ...real, ...wrapped };
});

const NAME = "837P-1.x12";
const CONTENT = "ISA*00~IEA~";

describe("BIL-60: sending is done once, wherever it is cut off", () => {
  let root = "";
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "practicum-clearinghouse-"));
    await folderClearinghouse(root, "practice-1").list();
    Object.assign(disk.state, { steps: [], stepsLeft: Infinity, unreadable: "" });
  });
  afterEach(async () => {
    disk.state.stepsLeft = Infinity;
    await rm(root, { recursive: true });
  });
  const at = (...parts: string[]) => path.join(root, "practice-1", ...parts);
  const send = () => folderClearinghouse(root, "practice-1").send({ name: NAME, content: CONTENT });
  /** What the other side does: takes all that it can see. */
  const take = async () => {
    const names = (await readdir(at("outbound"))).filter((name) => !name.startsWith("."));
    const contents = [];
    for (const name of names) {
      contents.push(await readFile(at("outbound", name), "utf8"));
      await rm(at("outbound", name), { recursive: true });
    }
    return contents;
  };

  test("each step is on the disk before the next: the file, its copy, and only then its name", async () => {
    await send();
    expect(disk.state.steps).toEqual([
      `remove outbound/.${NAME}.part`,
      `write outbound/.${NAME}.part`,
      "sync outbound",
      `remove archive/out/.${NAME}.part`,
      `write archive/out/.${NAME}.part`,
      `rename archive/out/.${NAME}.part to archive/out/${NAME}`,
      "sync archive/out",
      `rename outbound/.${NAME}.part to outbound/${NAME}`,
      "sync outbound",
    ]);
  });

  const STEPS = 9;
  const moments = Array.from({ length: STEPS + 1 }, (_, steps) => [
    { steps, taken: "before the retry" },
    { steps, taken: "after the retry" },
  ]).flat();
  test.each(moments)("died after $steps steps, and what could be seen was taken $taken", async ({ steps, taken }) => {
    disk.state.stepsLeft = steps;
    const outcome = await send().then(
      () => "sent",
      () => "died",
    );
    expect(outcome).toBe(steps === STEPS ? "sent" : "died");
    disk.state.stepsLeft = Infinity;
    const received = taken === "before the retry" ? await take() : [];
    // The database had not heard that it was sent; and it may die again before it hears.
    await send();
    received.push(...(await take()));
    await send();
    received.push(...(await take()));
    expect(received).toEqual([CONTENT]);
    expect(await readdir(at("outbound"))).toEqual([]);
    expect(await readFile(at("archive", "out", NAME), "utf8")).toBe(CONTENT);
  });

  test("what the version before left half done is done again, and who reads it is not disturbed", async () => {
    await writeFile(path.join(root, "seen"), CONTENT);
    await link(path.join(root, "seen"), at("outbound", NAME));
    await link(path.join(root, "seen"), at("archive", `.${NAME}.part`));
    const reader = await open(at("outbound", NAME), constants.O_RDONLY);
    await send();
    expect(await reader.readFile("utf8")).toBe(CONTENT);
    await reader.close();
    expect(await take()).toEqual([CONTENT]);
  });

  test("a folder is on the disk, with those above it, before a file is put into it", async () => {
    await rm(at("archive"), { recursive: true });
    disk.state.steps = [];
    await send();
    expect(disk.state.steps.slice(0, 4)).toEqual([
      "sync archive",
      "sync above",
      "sync archive",
      `remove outbound/.${NAME}.part`,
    ]);
  });

  test("an archive that can't be looked into does not count as empty", async () => {
    await mkdir(at("archive", "out", NAME));
    await expect(send()).rejects.toThrow("EISDIR");
    expect(await take()).toEqual([]);
  });

  test("BIL-62: a file that may not be read is one that a person must look at", async () => {
    await writeFile(at("inbound", "era.835"), "ISA");
    disk.state.unreadable = "era.835";
    const failure = await folderClearinghouse(root, "practice-1")
      .fetch("era.835")
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnusableFile);
    expect(failure).toMatchObject({ problem: "The file can't be read (EACCES)." });
  });
});
