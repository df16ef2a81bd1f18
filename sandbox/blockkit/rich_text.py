"""Rich text: sections, lists, quotes and preformatted text, and the pieces they are made of."""

from sandbox.blockkit.forms import COLOUR, URL
from sandbox.blockkit.objects import TYPE
from sandbox.blockkit.rules import Boolean, Fields, Integer, Items, Kinds, OneOf, Shape, String

PAGE = "reference/block-kit/blocks/rich-text-block"
PAGES = "reference/block-kit/block-elements"


def _style(*names: str) -> Fields:
    return {"style": Shape(PAGE, needs={}, takes={name: Boolean() for name in names})}


_WRITTEN = _style("bold", "italic", "strike", "underline", "code")
_MENTIONED = _style("bold", "italic", "strike", "underline", "highlight", "client_highlight", "unlink")
_DATED = _style("bold", "italic", "strike", "underline", "highlight", "client_highlight")

# An empty text is refused: reports of "must be more than 0 characters" for blank table cells.
TEXT = Shape(PAGE, needs={"text": String(least=1)}, takes=TYPE | _WRITTEN)
LINK = Shape(
    PAGE,
    needs={"url": String(form=URL)},
    takes=TYPE | _WRITTEN | {"text": String(), "unsafe": Boolean()},
)

PIECE = Kinds(
    {
        "text": TEXT,
        "link": LINK,
        "user": Shape(PAGE, needs={"user_id": String(least=1)}, takes=TYPE | _MENTIONED),
        "usergroup": Shape(PAGE, needs={"usergroup_id": String(least=1)}, takes=TYPE | _MENTIONED),
        "channel": Shape(PAGE, needs={"channel_id": String(least=1)}, takes=TYPE | _MENTIONED),
        # The page gives these three no style; @slack/types does, and Slack was seen to take one on an emoji.
        "emoji": Shape(
            PAGE,
            needs={"name": String(least=1)},
            takes=TYPE | _WRITTEN | {"unicode": String(), "skin_tone": Integer(), "url": String(form=URL)},
        ),
        "broadcast": Shape(PAGE, needs={"range": OneOf(("here", "channel", "everyone"))}, takes=TYPE | _WRITTEN),
        "color": Shape(PAGE, needs={"value": String(form=COLOUR)}, takes=TYPE | _WRITTEN),
        "team": Shape(PAGE, needs={"team_id": String(least=1)}, takes=TYPE | _MENTIONED),  # @slack/types only
        "date": Shape(
            PAGE,
            needs={"timestamp": Integer(), "format": String(least=1)},
            takes=TYPE | _DATED | {"url": String(form=URL), "fallback": String()},
        ),
    }
)

# Slack takes empty lists of pieces, so its Python SDK keeps them (EMPTY_ALLOWED_TYPE_AND_PROPERTY_LIST).
SECTION = Shape(PAGE, needs={"elements": Items(PIECE)}, takes=TYPE)

RICH_TEXT = Shape(
    PAGE,
    needs={
        "elements": Items(
            Kinds(
                {
                    "rich_text_section": SECTION,
                    "rich_text_list": Shape(
                        f"{PAGES}/rich-text-list-element",
                        needs={
                            "style": OneOf(("bullet", "ordered")),
                            "elements": Items(Kinds({"rich_text_section": SECTION})),
                        },
                        takes=TYPE
                        | {
                            "indent": Integer(0, 8),  # the ceiling: @slack/types, RichTextList
                            "offset": Integer(0),
                            "border": Integer(0, 1),
                        },
                    ),
                    "rich_text_preformatted": Shape(
                        f"{PAGES}/rich-text-preformatted-element",
                        # The page's newer text and @slack/types; an older one allowed every piece.
                        needs={"elements": Items(Kinds({"text": TEXT, "link": LINK}))},
                        takes=TYPE | {"border": Integer(0, 1), "language": String()},
                    ),
                    "rich_text_quote": Shape(
                        f"{PAGES}/rich-text-quote-element",
                        needs={"elements": Items(PIECE)},
                        takes=TYPE | {"border": Integer(0, 1)},
                    ),
                }
            )
        )
    },
    takes=TYPE | {"block_id": String(255)},
)
