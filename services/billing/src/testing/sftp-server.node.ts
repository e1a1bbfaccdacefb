import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, readdir, rename, rm, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { must } from "@practicum/kernel/assert";
import ssh2, { type Connection, type FileEntry, type SFTPWrapper } from "ssh2";

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp;

export interface TestServer {
  readonly port: number;
  /** The fingerprint of its key. */
  readonly fingerprint: string;
  /** Whom it lets in; may be changed while it runs. */
  readonly lets: { user: string; password: string | null; publicKey: string | null };
  /** What it refuses: "open", "rename", "remove", "readdir". */
  readonly refuses: Set<string>;
  /** How many sign-ins it saw tried, and let in. */
  readonly seen: { tried: number; let: number };
  stop(): Promise<void>;
}

/** A real SFTP server over a folder, as a clearinghouse runs one. */
export async function sftpServer(root: string): Promise<TestServer> {
  const { hostKey, parsed } = newHostKey();
  const publicBytes = parsed.getPublicSSH();
  const lets: TestServer["lets"] = { user: "oak", password: null, publicKey: null };
  const refuses = new Set<string>();
  const seen = { tried: 0, let: 0 };
  const open_ = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    open_.add(connection);
    connection.on("error", () => connection.end());
    connection.on("close", () => open_.delete(connection));
    connection.on("authentication", (context) => {
      if (context.method === "none") return context.reject(["password", "publickey"]);
      seen.tried += 1;
      if (context.username !== lets.user) return context.reject();
      const right =
        (context.method === "password" && context.password === lets.password) ||
        (context.method === "publickey" && lets.publicKey !== null && isKey(lets.publicKey, context.key.data));
      if (!right) return context.reject(["password", "publickey"]);
      context.accept();
    });
    connection.on("ready", () => {
      seen.let += 1;
      connection.on("session", (accept) => {
        accept().on("sftp", (acceptSftp) => serve(acceptSftp(), root, refuses));
      });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = must(server.address());
  return {
    port: typeof address === "string" ? 0 : address.port,
    fingerprint: `SHA256:${createHash("sha256").update(publicBytes).digest("base64").replace(/=+$/, "")}`,
    lets,
    refuses,
    seen,
    async stop() {
      for (const connection of open_) connection.end();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** The library writes some keys wrong: see `sftp-secrets.ts`. */
function newHostKey() {
  for (;;) {
    const hostKey = ssh2.utils.generateKeyPairSync("ed25519");
    const parsed = ssh2.utils.parseKey(hostKey.public);
    if (!(parsed instanceof Error)) return { hostKey, parsed };
  }
}

function isKey(publicKey: string, data: Buffer): boolean {
  const parsed = ssh2.utils.parseKey(publicKey);
  return !(parsed instanceof Error) && parsed.getPublicSSH().equals(data);
}

function serve(sftp: SFTPWrapper, root: string, refuses: ReadonlySet<string>): void {
  const files = new Map<number, FileHandle>();
  const folders = new Map<number, FileEntry[]>();
  let next = 0;
  const at = (name: string) => path.join(root, path.posix.normalize(`/${name}`));
  const handleOf = (number: number) => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(number);
    return handle;
  };
  /** Answers a request by what the work gives, or by the status that its failure stands for. */
  const answer = (request: number, work: () => Promise<void>) => {
    work().catch((error: unknown) => {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      sftp.status(
        request,
        code === "ENOENT"
          ? STATUS_CODE.NO_SUCH_FILE
          : code === "EACCES"
            ? STATUS_CODE.PERMISSION_DENIED
            : STATUS_CODE.FAILURE,
      );
    });
  };
  const refuse = (what: string) => {
    if (refuses.has(what)) throw Object.assign(new Error("refused"), { code: "EACCES" });
  };
  const done = (request: number) => sftp.status(request, STATUS_CODE.OK);
  const attrs = async (name: string) => {
    const { mode, uid, gid, size, atimeMs, mtimeMs } = await stat(at(name));
    return { mode, uid, gid, size, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) };
  };
  sftp.on("REALPATH", (request, name) =>
    answer(request, async () =>
      sftp.name(request, [{ filename: path.posix.normalize(`/${name}`), longname: "", attrs: await attrs(".") }]),
    ),
  );
  sftp.on("STAT", (request, name) => answer(request, async () => sftp.attrs(request, await attrs(name))));
  sftp.on("LSTAT", (request, name) => answer(request, async () => sftp.attrs(request, await attrs(name))));
  sftp.on("OPENDIR", (request, name) =>
    answer(request, async () => {
      refuse("readdir");
      const entries: FileEntry[] = [];
      for (const entry of await readdir(at(name), { withFileTypes: true }))
        entries.push({
          filename: entry.name,
          longname: `${entry.isDirectory() ? "d" : "-"}rw-r--r-- 1 u g 1 Jan 1 00:00 ${entry.name}`,
          attrs: await attrs(`${name}/${entry.name}`),
        });
      folders.set((next += 1), entries);
      sftp.handle(request, handleOf(next));
    }),
  );
  sftp.on("READDIR", (request, handle) => {
    const entries = folders.get(handle.readUInt32BE()) ?? [];
    if (entries.length === 0) sftp.status(request, STATUS_CODE.EOF);
    else sftp.name(request, entries.splice(0));
  });
  sftp.on("OPEN", (request, name, flags) =>
    answer(request, async () => {
      refuse("open");
      const writes = (flags & OPEN_MODE.WRITE) !== 0;
      const mode = writes ? constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC : constants.O_RDONLY;
      files.set((next += 1), await open(at(name), mode));
      sftp.handle(request, handleOf(next));
    }),
  );
  sftp.on("FSTAT", (request, handle) =>
    answer(request, async () => {
      const { mode, uid, gid, size, atimeMs, mtimeMs } = await must(files.get(handle.readUInt32BE())).stat();
      const seconds = (ms: number) => Math.floor(ms / 1000);
      sftp.attrs(request, { mode, uid, gid, size, atime: seconds(atimeMs), mtime: seconds(mtimeMs) });
    }),
  );
  sftp.on("READ", (request, handle, offset, length) =>
    answer(request, async () => {
      const { bytesRead, buffer } = await must(files.get(handle.readUInt32BE())).read(
        Buffer.alloc(length),
        0,
        length,
        offset,
      );
      if (bytesRead === 0) sftp.status(request, STATUS_CODE.EOF);
      else sftp.data(request, buffer.subarray(0, bytesRead));
    }),
  );
  sftp.on("WRITE", (request, handle, offset, data) =>
    answer(request, async () => {
      await must(files.get(handle.readUInt32BE())).write(data, 0, data.length, offset);
      done(request);
    }),
  );
  sftp.on("FSETSTAT", (request) => done(request));
  sftp.on("SETSTAT", (request) => done(request));
  sftp.on("CLOSE", (request, handle) =>
    answer(request, async () => {
      await files.get(handle.readUInt32BE())?.close();
      files.delete(handle.readUInt32BE());
      done(request);
    }),
  );
  sftp.on("RENAME", (request, from, to) =>
    answer(request, async () => {
      refuse("rename");
      await stat(at(to)).then(
        () => Promise.reject(new Error("the name is given")),
        () => undefined,
      );
      await rename(at(from), at(to));
      done(request);
    }),
  );
  sftp.on("REMOVE", (request, name) =>
    answer(request, async () => {
      refuse("remove");
      await rm(at(name));
      done(request);
    }),
  );
}
