import type { Language } from "../../domain/reminder.ts";

/** What stands at the end of a text message that asks something (MSG-127). */
export const replyHints: { readonly [L in Language]: string } = {
  en: "Reply YES or NO. STOP ends these messages.",
  es: "Responda SÍ o NO. ALTO para no recibir más mensajes.",
};

export type AnswerKind = "help" | "stopped" | "started";

/** What is answered by itself: how it ends, and whom to call (MSG-128). */
export function answerText(kind: AnswerKind, language: Language, practice: { readonly name: string }): string {
  const { name } = practice;
  const texts: { readonly [K in AnswerKind]: { readonly [L in Language]: string } } = {
    help: {
      en: `${name}: messages about your visits. For anything else please call us. Reply STOP to end the messages.`,
      es: `${name}: mensajes sobre sus citas. Para todo lo demás, llámenos, por favor. Responda ALTO para no recibir más mensajes.`,
    },
    stopped: {
      en: `${name}: you will get no more text messages from us. Reply START to get them again.`,
      es: `${name}: no le enviaremos más mensajes. Responda INICIAR para recibirlos de nuevo.`,
    },
    started: {
      en: `${name}: you will get text messages about your visits again. Reply STOP to end them.`,
      es: `${name}: volverá a recibir mensajes sobre sus citas. Responda ALTO para no recibirlos.`,
    },
  };
  return texts[kind][language];
}
