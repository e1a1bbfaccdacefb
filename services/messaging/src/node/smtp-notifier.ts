import { readFileSync } from "node:fs";
import { createTransport } from "nodemailer";
import { z } from "zod";
import { NotSent, type Notice, type Notifier } from "../ports/notifier.ts";

/** The practice's mail server, as the settings name it (`mail` of practicum.json). */
export const smtpSettings = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /** "required": nothing is said before the line is encrypted, by a certificate that is known here. "none": a server on this machine. */
  tls: z.enum(["required", "none"]),
  caFile: z.string().min(1).optional(),
  user: z.string().min(1).optional(),
  /** Holds the user's password and nothing else; read at each sending, so that a new one counts at once. */
  passwordFile: z.string().min(1).optional(),
  from: z.string().min(3),
});
export type SmtpSettings = z.output<typeof smtpSettings>;

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/**
 * Sends e-mail by SMTP (RFC 5321); text messages go where they went before. The same message again has the same Message-ID, by which mailboxes tell that
 * it is one.
 *
 * @param others takes what is no e-mail.
 */
export function smtpNotifier(settings: SmtpSettings, others: Notifier): Notifier {
  return {
    async send(practice, notice) {
      if (notice.channel !== "email") return others.send(practice, notice);
      const transport = transportOf(settings);
      try {
        await transport.sendMail({
          from: { name: practice.name, address: settings.from },
          to: notice.to,
          subject: notice.subject,
          text: notice.text,
          messageId: messageIdOf(notice, practice.slug, settings.from),
          // Answering machines stay silent (RFC 3834).
          headers: { "Auto-Submitted": "auto-generated" },
        });
      } catch (error) {
        throw notSent(error);
      } finally {
        transport.close();
      }
    },
  };
}

function transportOf({ host, port, tls, caFile, user, passwordFile }: SmtpSettings) {
  return createTransport({
    host,
    port,
    // Port 465 is encrypted from its first byte; elsewhere STARTTLS comes first, and without it nothing is sent.
    secure: tls === "required" && port === 465,
    requireTLS: tls === "required",
    ignoreTLS: tls === "none",
    tls: {
      minVersion: "TLSv1.2",
      ...(caFile === undefined ? {} : { ca: readFileSync(caFile, "utf8") }),
    },
    ...(user === undefined
      ? {}
      : { auth: { user, pass: passwordFile === undefined ? "" : readFileSync(passwordFile, "utf8").trim() } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function messageIdOf({ key }: Notice, slug: string, from: string): string {
  const plain = (text: string) => text.replaceAll(/[^\w.-]/g, "-");
  return `<${plain(key)}.${plain(slug)}@${plain(from.split("@").at(-1) ?? "localhost")}>`;
}

interface SmtpFailure {
  readonly code?: unknown;
  readonly responseCode?: unknown;
}

/**
 * What a failure means (RFC 5321, 4.2.1): an answer of 500 or more about the message or the mailbox is for good, anything else may be better later. Whether the
 * server lets us in at all is the operator's to mend, and so never for good.
 */
function notSent(error: unknown): NotSent {
  const { code, responseCode }: SmtpFailure = typeof error === "object" && error !== null ? error : {};
  const answer = typeof responseCode === "number" ? responseCode : 0;
  const isOurs =
    code === "EAUTH" || code === "ETLS" || code === "ECONNECTION" || code === "ETIMEDOUT" || code === "EDNS";
  return new NotSent(wordsOf(code, answer), answer >= 500 && !isOurs);
}

function wordsOf(code: unknown, answer: number): string {
  if (code === "EAUTH")
    return "The mail server did not accept the user or the password (mail.user, mail.passwordFile).";
  if (code === "ETLS")
    return "The line to the mail server could not be encrypted: it offers no TLS, or its certificate is not known here (mail.tls, mail.caFile).";
  if (code === "EDNS") return "The mail server's name is not known (mail.host).";
  if (answer >= 500)
    return `The mail server refused the message for good (${answer}): the address, or what it may send.`;
  if (answer >= 400) return `The mail server could not take the message for now (${answer}).`;
  return "The mail server did not answer (mail.host, mail.port).";
}
