import "@mantine/core/styles.css";
import "@practicum/ui/styles.css";
import { MantineProvider } from "@mantine/core";
import { cssVariablesResolver, theme } from "@practicum/ui/theme.ts";
import { KioskNote } from "../kiosk/fields.tsx";
import "../kiosk/kiosk.css";
import { BirthPage } from "./birth-page.tsx";
import type { Looked } from "./book-call.ts";
import "./book.css";
import { PageTitle } from "./page-title.tsx";
import { TimesPage } from "./times-page.tsx";
import { useBooking } from "./use-booking.ts";
import { VisitPage } from "./visit-page.tsx";

/** Where a patient's link leads. It knows no session of staff and reaches nothing but its own addresses (SCH-267). */
export function BookApp() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={() => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ""}
    >
      <Booking />
    </MantineProvider>
  );
}

function Booking() {
  const booking = useBooking();
  const { given, phase, language, words, setLanguage, look } = booking;
  return (
    <div className="k-page">
      <main>
        <div className="k-top">
          <strong>{phase.name === "shown" ? phase.looked.practiceName : ""}</strong>
          <div className="k-languages" role="group" aria-label="Language, idioma">
            <button type="button" lang="en" aria-pressed={language === "en"} onClick={() => setLanguage("en")}>
              English
            </button>
            <button type="button" lang="es" aria-pressed={language === "es"} onClick={() => setLanguage("es")}>
              Español
            </button>
          </div>
        </div>
        {phase.name === "birth" && given !== null && (
          <BirthPage
            key={`${given.token} ${String(phase.isOver)}`}
            words={words}
            given={given}
            isOver={phase.isOver}
            onOpened={() => void look(true)}
          />
        )}
        {phase.name === "no-link" && <Told title={words.title} text={words.noLink} />}
        {phase.name === "no-network" && (
          <>
            <Told title={words.title} text={words.tryAgain} />
            <div className="k-foot">
              <span />
              <button type="button" onClick={() => void look(true)}>
                {words.begin}
              </button>
            </div>
          </>
        )}
        {phase.name === "shown" && <Shown of={booking} looked={phase.looked} isMoving={phase.isMoving} />}
      </main>
    </div>
  );
}

interface ShownProps {
  readonly of: ReturnType<typeof useBooking>;
  readonly looked: Looked;
  readonly isMoving: boolean;
}

/** What there is to do by the link: choose a time, or see to the visit. */
function Shown({ of, looked, isMoving }: ShownProps) {
  const { words, language, problem, take, cancel, move, over } = of;
  const said = problem === null ? null : words[problem];
  const { state, visit, visitTypeName, minutes } = looked.value;
  if (state === "choose" || isMoving)
    return (
      <TimesPage
        key={isMoving ? "move" : "choose"}
        words={words}
        language={language}
        hint={isMoving ? words.moveHint : words.chooseHint(visitTypeName, minutes)}
        isMove={isMoving}
        problem={said}
        onTake={(chosen, commandId) => take(chosen, commandId, isMoving)}
        onOver={over}
        onBack={isMoving ? () => move(false) : null}
      />
    );
  if (state === "has-visit") return <Told title={words.hasVisit} text={words.hasVisitHint} />;
  if (state === "cancelled" || visit === null) return <Told title={words.cancelled} text={words.cancelledHint} />;
  return (
    <VisitPage
      words={words}
      language={language}
      visit={visit}
      timeZone={looked.timeZone}
      problem={said}
      onMove={() => move(true)}
      onCancel={cancel}
    />
  );
}

function Told({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <KioskNote tone="warn" role="status">
        {text}
      </KioskNote>
    </>
  );
}
