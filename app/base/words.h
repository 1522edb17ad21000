// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace warden {

/// Words for passphrases that a person copies by hand: short, common, without look-alikes.
inline constexpr std::array<const char *, 513> kWords {
    "acorn", "actor", "agent", "album", "alder", "amber", "anchor", "angle", "ankle", "apple", "apron", "arbor",
    "arctic", "arena", "armor", "arrow", "artist", "aspen", "atlas", "attic", "autumn", "avenue", "badge", "bagel",
    "baker", "bamboo", "banjo", "banner", "barber", "barley", "barn", "basil", "basin", "basket", "beach", "beacon",
    "beaver", "bench", "berry", "birch", "bison", "blanket", "blazer", "blossom", "board", "boat", "bonfire",
    "border", "bottle", "boulder", "bouquet", "bowl", "bracket", "branch", "bread", "breeze", "brick", "bridge",
    "brisk", "bronze", "brook", "broom", "brush", "bubble", "bucket", "budget", "buffalo", "bugle", "bundle",
    "burrow", "butter", "button", "cabin", "cable", "cactus", "camel", "camera", "candle", "canoe", "canvas",
    "canyon", "carbon", "cargo", "carpet", "carrot", "castle", "cave", "cedar", "cellar", "cello", "cement", "chalk",
    "chapel", "cherry", "chess", "chest", "chimney", "cider", "cinema", "circle", "citrus", "clay", "cliff", "clock",
    "clover", "cobalt", "cobble", "coconut", "coffee", "collar", "comet", "compass", "copper", "coral", "corner",
    "cotton", "cousin", "cradle", "crane", "crater", "crayon", "creek", "cricket", "crown", "crystal", "cube",
    "cupboard", "curtain", "cushion", "dahlia", "daisy", "dance", "dawn", "deer", "delta", "denim", "desert",
    "diamond", "dinner", "dock", "dolphin", "donkey", "dragon", "drawer", "drift", "drum", "dune", "eagle", "earth",
    "easel", "echo", "eclipse", "elbow", "elder", "elm", "ember", "emerald", "engine", "envelope", "estate",
    "evening", "fabric", "falcon", "farmer", "feather", "fence", "fern", "ferry", "fiddle", "field", "fig", "filter",
    "finch", "fjord", "flame", "flannel", "flask", "flint", "flora", "flute", "foam", "forest", "fork", "fossil",
    "fountain", "fox", "frame", "freckle", "frost", "galaxy", "garden", "garlic", "garnet", "gate", "gazelle",
    "geyser", "ginger", "glacier", "glade", "glass", "globe", "glove", "goblet", "gold", "goose", "granite", "grape",
    "gravel", "green", "grove", "guitar", "gull", "hammer", "harbor", "harp", "harvest", "hazel", "heather", "hedge",
    "helmet", "hermit", "heron", "hickory", "hill", "hollow", "honey", "hood", "horizon", "hornet", "hotel", "house",
    "igloo", "indigo", "inlet", "iris", "iron", "island", "ivory", "ivy", "jacket", "jade", "jaguar", "jasmine",
    "jelly", "jersey", "jewel", "jigsaw", "jungle", "juniper", "kayak", "kernel", "kettle", "kettledrum", "kiln",
    "kingdom", "kite", "kitten", "knot", "koala", "ladder", "lagoon", "lake", "lamp", "lantern", "larch", "laurel",
    "lava", "lavender", "leaf", "ledge", "lemon", "lentil", "letter", "lilac", "lily", "lime", "linen", "lion",
    "lizard", "lobster", "locket", "lodge", "lotus", "lunar", "lynx", "magnet", "magpie", "mango", "maple", "marble",
    "marina", "market", "marsh", "meadow", "melody", "melon", "meteor", "middle", "midnight", "mill", "mineral",
    "mint", "mirror", "mitten", "moat", "mosaic", "moss", "mountain", "muffin", "mulberry", "museum", "mustard",
    "napkin", "narrow", "nectar", "needle", "nest", "nettle", "nickel", "north", "novel", "nugget", "nutmeg", "oak",
    "oasis", "oat", "ocean", "olive", "onion", "onyx", "opal", "orange", "orbit", "orchard", "orchid", "organ",
    "osprey", "otter", "oval", "oven", "owl", "oxygen", "oyster", "paddle", "painter", "palace", "palm", "panda",
    "panther", "papaya", "paper", "parade", "parcel", "parrot", "parsley", "pasture", "patio", "pavilion", "peach",
    "peanut", "pearl", "pebble", "pecan", "pelican", "pencil", "pepper", "petal", "piano", "picnic", "pigeon",
    "pillow", "pine", "pioneer", "pistachio", "planet", "plaza", "plum", "pocket", "polar", "pond", "poplar", "poppy",
    "porch", "portal", "potato", "prairie", "prism", "pudding", "puffin", "pumpkin", "puzzle", "quail", "quarry",
    "quartz", "quiet", "quill", "quilt", "rabbit", "raccoon", "radar", "radish", "raft", "rain", "ranch", "raven",
    "reef", "ribbon", "ridge", "river", "robin", "rocket", "rose", "rowan", "ruby", "saddle", "saffron", "sage",
    "sailor", "salmon", "sand", "sapphire", "satin", "saturn", "scarf", "school", "scooter", "seal", "seed", "shadow",
    "shell", "shelter", "ship", "shore", "silk", "silver", "sketch", "sky", "slate", "sleigh", "snow", "socket",
    "solar", "sparrow", "spice", "spinach", "spiral", "spoon", "spring", "spruce", "squirrel", "stable", "star",
    "station", "stone", "storm", "stove", "straw", "stream", "summit", "sun", "sunset", "swan", "table", "tablet",
    "tango", "teapot", "temple", "thimble", "thistle", "thunder", "tiger", "timber", "tin", "toast", "topaz", "torch",
    "tower", "tractor", "trail", "train", "tulip", "tundra", "tunnel", "turnip", "turtle", "twig", "umbrella",
    "valley", "vanilla", "velvet", "vessel", "village", "vine", "violet", "violin", "walnut", "walrus", "water",
    "wave", "wheat", "whistle", "willow", "window", "winter", "wolf", "wool", "wren", "yarn", "yellow", "yogurt",
    "zebra", "zenith", "zinc",
};

} // namespace warden
