import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { useSession } from "../../../session/session-context.ts";
import { languageWord, momentWords } from "../outreach-words.ts";
import type { Announcement } from "./announcement-words.ts";
import { usePlaces } from "./use-places.ts";

/** What an announcement says, to whom, how and when, as it stands. */
export function AnnouncementFacts({ of }: { readonly of: Announcement }) {
  const { timeZone } = useSession();
  const whom = useWhomWords(of.whom);
  const facts: readonly (readonly [string, string | null])[] = [
    ["Goes to", whom],
    ["By", of.way === "text" ? "Text message, else e-mail" : "E-mail"],
    ["Hours", `${formatTime(of.sendFrom)} to ${formatTime(of.sendUntil)}${of.weekends ? ", weekends too" : ""}`],
    ["Begins", of.beginsAt && of.beganAt === null ? momentWords(of.beginsAt, timeZone) : null],
    ["Began", of.beganAt && momentWords(of.beganAt, timeZone)],
    ["Ended", of.endedAt && momentWords(of.endedAt, timeZone)],
    ["Written by", of.savedBy],
    ["Sent by", of.sentBy],
    ["Stopped by", of.stoppedBy],
    ["In English", of.messages.en],
    ["In Spanish", of.messages.es === "" ? null : of.messages.es],
  ];
  return (
    <dl className="or-facts">
      {facts.map(
        ([word, fact]) =>
          fact !== null && (
            <div key={word} style={{ display: "contents" }}>
              <dt>{word}</dt>
              <dd>{fact}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function useWhomWords({ visits, language }: Announcement["whom"]): string {
  const { providers, locations } = usePlaces();
  const speaks = language === null ? "" : ` who speak ${languageWord(language)}`;
  if (visits === null) return `All active patients${speaks}`;
  const { from, until, providerResourceId, locationId } = visits;
  const days = from === until ? `on ${formatDate(from)}` : `from ${formatDate(from)} to ${formatDate(until)}`;
  const nameIn = (choices: typeof providers, id: string | null, word: string) =>
    id === null ? "" : ` ${word} ${choices.find((one) => one.value === id)?.label ?? "…"}`;
  const place = nameIn(providers, providerResourceId, "with") + nameIn(locations, locationId, "at");
  return `Patients${speaks} with a visit ${days}${place}`;
}
