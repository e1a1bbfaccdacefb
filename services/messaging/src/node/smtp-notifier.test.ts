import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testAuthority } from "@practicum/testing/certificates";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeAll, afterAll, expect, test } from "vitest";
import { memoryNotifier } from "../ports/memory-notifier.ts";
import { NotSent, type Notice } from "../ports/notifier.ts";
import { smtpNotifier, type SmtpSettings } from "./smtp-notifier.ts";

const practice = {
  id: "00000000-0000-4000-8000-000000000001",
  slug: "bay",
  name: "Bay Family Practice",
  timeZone: "America/Los_Angeles",
} as const;

const notice: Notice = {
  key: "reminder-1",
  channel: "email",
  to: "maria@example.com",
  language: "en",
  subject: "Your visit",
  text: "Tomorrow at 8.\n",
};

let folder = "";
let server: SMTPServer | undefined;
const received: { from: string; to: string[]; text: string; secure: boolean; user: string }[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "smtp-"));
  writeFileSync(join(folder, "password"), "secret-of-the-test\n");
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  received.length = 0;
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = undefined;
});

/** A real server of mail on this machine. @returns its port. */
async function serve(options: SMTPServerOptions = {}): Promise<number> {
  server = new SMTPServer({
    authOptional: true,
    onAuth(auth, _session, done) {
      if (auth.password !== "secret-of-the-test") return done(new Error("no"));
      return done(null, { user: auth.username ?? "" });
    },
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (part: Buffer) => (text += part.toString("utf8")));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map((one) => one.address),
          text,
          secure: session.secure,
          user: String(session.user ?? ""),
        });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return (server.server.address() as AddressInfo).port;
}

const settings = (port: number, more: Partial<SmtpSettings> = {}): SmtpSettings => ({
  host: "127.0.0.1",
  port,
  tls: "none",
  from: "desk@bay.example",
  ...more,
});

async function failure(sending: Promise<void>): Promise<NotSent> {
  const error = await sending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NotSent);
  return error as NotSent;
}

test("MSG-91: an e-mail is sent by SMTP with its sender, its words and an id of its own; the same notice again has the same id", async () => {
  const others = memoryNotifier();
  const notifier = smtpNotifier(settings(await serve()), others);
  await notifier.send(practice, notice);
  await notifier.send(practice, notice);
  expect(received.map(({ from, to }) => [from, to])).toEqual([
    ["desk@bay.example", ["maria@example.com"]],
    ["desk@bay.example", ["maria@example.com"]],
  ]);
  const ids = received.map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1]?.trim());
  expect(ids).toEqual(["<reminder-1.bay@bay.example>", "<reminder-1.bay@bay.example>"]);
  expect(received[0]?.text).toContain("Tomorrow at 8.");
  expect(received[0]?.text).toMatch(/^Auto-Submitted: auto-generated/im);
  expect(received[0]?.text).toMatch(/^From: "?Bay Family Practice"? <desk@bay.example>/im);
  // A text message goes where it went before.
  await notifier.send(practice, { ...notice, channel: "sms", to: "6195550101" });
  expect([received.length, others.sent.map((one) => one.to)]).toEqual([2, ["6195550101"]]);
});

test("MSG-91: nothing that stands in a notice becomes a header or another receiver", async () => {
  const notifier = smtpNotifier(settings(await serve()), memoryNotifier());
  await notifier.send(practice, { ...notice, subject: "Hello\r\nBcc: thief@example.com\r\n\r\nother words" });
  expect(received[0]?.to).toEqual(["maria@example.com"]);
  expect(received[0]?.text).not.toMatch(/^Bcc:/im);
});

test("MSG-92: nothing is sent over a line that is not encrypted, unless the settings say that there is none", async () => {
  const bare = await serve({ disabledCommands: ["STARTTLS"] });
  const none = await failure(
    smtpNotifier(settings(bare, { tls: "required" }), memoryNotifier()).send(practice, notice),
  );
  expect(none.forGood).toBe(false);
  expect(none.message).toContain("mail.tls");
  expect(received).toEqual([]);
});

test("MSG-92: a certificate that nobody here knows ends the sending before a word is said", async () => {
  const unknown = await failure(
    smtpNotifier(settings(await serve(), { tls: "required" }), memoryNotifier()).send(practice, notice),
  );
  expect([unknown.forGood, received.length]).toEqual([false, 0]);
});

test("MSG-92: with the authority's certificate the line is encrypted first, and the mail goes by it", async () => {
  const authority = await testAuthority();
  const { cert, key } = await authority.issue({ names: ["127.0.0.1"] });
  const caFile = join(folder, "authority.pem");
  writeFileSync(caFile, authority.cert);
  const port = await serve({ cert, key });
  await smtpNotifier(settings(port, { tls: "required", caFile }), memoryNotifier()).send(practice, notice);
  expect(received.map(({ secure, to }) => [secure, to])).toEqual([[true, ["maria@example.com"]]]);
  // One that is for another name is not believed.
  await new Promise<void>((resolve) => server?.close(() => resolve()));
  const other = await authority.issue({ names: ["mail.example.com"] });
  const wrong = await serve({ cert: other.cert, key: other.key });
  const refused = await failure(
    smtpNotifier(settings(wrong, { tls: "required", caFile }), memoryNotifier()).send(practice, notice),
  );
  expect([refused.forGood, received.length]).toEqual([false, 1]);
});

test("MSG-93: the password is read from its file at each sending; a wrong one is the operator's to mend, and tried again", async () => {
  const port = await serve({ authOptional: false, allowInsecureAuth: true });
  const passwordFile = join(folder, "password");
  const notifier = smtpNotifier(settings(port, { user: "desk", passwordFile }), memoryNotifier());
  await notifier.send(practice, notice);
  expect(received[0]?.user).toBe("desk");
  writeFileSync(passwordFile, "another");
  const wrong = await failure(notifier.send(practice, notice));
  expect(wrong.forGood).toBe(false);
  expect(wrong.message).toContain("mail.passwordFile");
  expect(wrong.message).not.toContain("another");
  writeFileSync(passwordFile, "secret-of-the-test");
  await notifier.send(practice, notice);
  expect(received).toHaveLength(2);
});

test("MSG-94: what the server refuses for good is told from what may be better later, and neither repeats the address", async () => {
  const answer = (code: number) =>
    serve({
      onRcptTo(_address, _session, done) {
        done(Object.assign(new Error("maria@example.com unknown"), { responseCode: code }));
      },
    });
  const gone = await failure(smtpNotifier(settings(await answer(550)), memoryNotifier()).send(practice, notice));
  expect([gone.forGood, gone.message.includes("maria")]).toEqual([true, false]);
  await new Promise<void>((resolve) => server?.close(() => resolve()));
  const full = await failure(smtpNotifier(settings(await answer(452)), memoryNotifier()).send(practice, notice));
  expect([full.forGood, full.message.includes("452")]).toEqual([false, true]);
  await new Promise<void>((resolve) => server?.close(() => resolve()));
  const away = await failure(smtpNotifier(settings(1), memoryNotifier()).send(practice, notice));
  expect(away.forGood).toBe(false);
});
