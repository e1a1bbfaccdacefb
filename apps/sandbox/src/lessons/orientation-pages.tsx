import { Button, Text, Title } from "@mantine/core";
import { words } from "@practicum/curriculum/abbreviations";
import { orientation, type Part } from "@practicum/curriculum/orientation";

interface Props {
  /** Goes to a page of the practice as somebody of it. */
  readonly onSee: (as: string, route: string) => void;
}

/** What somebody reads who never saw a practice from inside: four short chapters, each with the words that stand in it. */
export function OrientationPages({ onSee }: Props) {
  return (
    <div className="s-orientation">
      {orientation.map(({ id, title, opening, parts }) => (
        <details key={id}>
          <summary>
            {title}
            <Text size="sm" c="dimmed" component="span">
              {" "}
              {parts.length} things to know
            </Text>
          </summary>
          <Text my={6}>{opening}</Text>
          {parts.map((part) => (
            <OnePart key={part.title} part={part} onSee={onSee} />
          ))}
        </details>
      ))}
    </div>
  );
}

function OnePart({ part: { title, text, words: named = [], see }, onSee }: { readonly part: Part } & Props) {
  return (
    <section className="s-part">
      <Title order={4} size="h6">
        {title}
      </Title>
      <Text size="sm">{text}</Text>
      {named.length > 0 && (
        <dl>
          {named.map((word) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{words[word]}</dd>
            </div>
          ))}
        </dl>
      )}
      {see !== undefined && (
        <Button size="compact-sm" variant="default" mt={4} onClick={() => onSee(see.as, see.route)}>
          {see.label}: see it here
        </Button>
      )}
    </section>
  );
}
