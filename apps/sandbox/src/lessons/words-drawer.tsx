import { Drawer, Text, TextInput, Title } from "@mantine/core";
import { words } from "@practicum/curriculum/abbreviations";
import { useEffect, useState } from "react";

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const all = Object.keys(words).toSorted((a, b) => a.localeCompare(b, "en"));

/** The words of the field: first those that stand on the screen behind, then all of them. */
export default function WordsDrawer({ opened, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [here, setHere] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!opened) return;
    setTyped("");
    // As it is laid out: without it what stands in two cells would be one word.
    const text = document.querySelector<HTMLElement>(".s-app")?.innerText ?? "";
    setHere(all.filter((word) => stands(word, text)));
  }, [opened]);
  const wanted = typed.trim().toLowerCase();
  const found = all.filter((word) => wanted === "" || `${word} ${words[word]}`.toLowerCase().includes(wanted));
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={460} title="Words" withinPortal>
      <TextInput
        label="Look for a word"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        mb="sm"
      />
      {wanted === "" && here.length > 0 && <List title="On this screen" names={here} />}
      <List title={wanted === "" ? "All words" : `${found.length} found`} names={found} />
    </Drawer>
  );
}

function List({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  return (
    <section className="s-word-list" aria-label={title}>
      <Title order={3} size="h6">
        {title}
      </Title>
      <dl>
        {names.map((word) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{words[word]}</dd>
          </div>
        ))}
      </dl>
      {names.length === 0 && <Text size="sm">No word of the list has this in it.</Text>}
    </section>
  );
}

/** Whether a word, or one of the abbreviations that it is listed by, stands in a text by itself. */
function stands(word: string, text: string): boolean {
  return word.split(", ").some((one) => {
    const pattern = one.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    // Words in small letters may begin a sentence; abbreviations are as they are.
    return new RegExp(`(?<![A-Za-z0-9])${pattern}(?![A-Za-z0-9])`, one === one.toLowerCase() ? "i" : "").test(text);
  });
}
