import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { address, instant, optionalText, phone, version } from "../schema.ts";

/** What the practice's bills say of it: where payments go, whom to call, where to pay, its logo and its own words. */

/** Base64 of at most 150 kB: a logo of an inch needs a tenth of it. */
export const LOGO_TEXT_MAX = 200_000;

const words = z.strictObject({
  /** Above what is asked for, on each paper. */
  greeting: optionalText(300),
  /** On the first, the second and the third paper about the same money. */
  notice1: optionalText(400),
  notice2: optionalText(400),
  notice3: optionalText(400),
  howToPay: optionalText(400),
});
export type PaperWords = z.output<typeof words>;

export const billingPaper = z.strictObject({
  /** Where payments go, a PO box too; null where they go to the billing address. */
  payTo: address.nullable(),
  /** Of billing questions; null: the practice's. */
  phone: phone.nullable(),
  /** Where patients pay online. */
  payUrl: z
    .string()
    .trim()
    .max(120, { error: "Use at most 120 characters." })
    .regex(/^https:\/\/[\w.-]+\.[a-z]{2,}(\/[\w./%~?=&-]*)?$/i, {
      error: "Enter a web address that begins with https://, as https://pay.example.com.",
    })
    .nullable(),
  /** A PNG or a JPEG in base64. */
  logo: z
    .string()
    .max(LOGO_TEXT_MAX, { error: "The logo is larger than 150 kB. Make the picture smaller." })
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, { error: "The logo can't be read. Choose a PNG or a JPEG." })
    .nullable(),
  words: z.strictObject({ en: words, es: words }),
});
export type BillingPaper = z.output<typeof billingPaper>;

/** What a practice's papers say until it has words of its own. */
export const usualPaper: BillingPaper = {
  payTo: null,
  phone: null,
  payUrl: null,
  logo: null,
  words: {
    en: {
      greeting: "Thank you for choosing us for your care.",
      notice1: "This is what is left for you to pay after your insurance decided.",
      notice2:
        "We have not had your payment yet. If it is on its way, thank you; if something is wrong, please call us.",
      notice3:
        "This is our last request. Please pay by the date above, or call us before it to agree on paying in parts. After it we may give the unpaid part to a collection agency.",
      howToPay: "Pay by check with the slip below, or call us to pay by card or in parts.",
    },
    es: {
      greeting: "Gracias por confiarnos su atención médica.",
      notice1: "Esto es lo que le queda por pagar después de la decisión de su seguro.",
      notice2: "Aún no hemos recibido su pago. Si ya lo envió, gracias; si algo no es correcto, llámenos.",
      notice3:
        "Este es nuestro último aviso. Pague antes de la fecha indicada arriba, o llámenos antes para acordar pagos en partes. Después podemos entregar lo que falte a una agencia de cobros.",
      howToPay: "Pague con cheque y el talón de abajo, o llámenos para pagar con tarjeta o en partes.",
    },
  },
};

export const billingPaperOperations = {
  getBillingPaper: query({
    summary: "What the practice's bills say of it, now or in an earlier version",
    permission: "staff.read",
    input: z.strictObject({
      /** null: the one that counts now. */
      version: version.nullable().default(null),
    }),
    output: billingPaper.extend({
      /** 0 where the practice has nothing of its own yet. */
      version: z.int().min(0),
    }),
    errors: ["not-found"],
  }),
  billingPaperHistory: query({
    summary: "The versions of what the practice's bills say, the newest first",
    permission: "staff.read",
    input: z.strictObject(paging),
    output: z.object({
      versions: z.array(
        z.object({
          version,
          at: instant,
          by: z.string(),
          /** What is otherwise than in the version before. */
          changed: z.array(z.string()),
        }),
      ),
      next: z.string().nullable(),
    }),
  }),
  saveBillingPaper: command({
    summary: "Changes what the practice's bills say of it; papers that were made keep what they say",
    permission: "staff.manage",
    // Where patients and payers send the money.
    fresh: true,
    bytesMax: 262_144,
    input: billingPaper.extend({ version: z.int().min(0) }).strict(),
    output: z.object({ version }),
    errors: ["stale-version"],
  }),
};

/** Papers and claims from now on say it. */
export const billingPaperChanged = event(
  "billing.billing-paper-changed.v1",
  z.object({ version }),
  () => ({}),
  "staff.read",
  ["billing.getBillingPaper", "billing.billingPaperHistory"],
);
