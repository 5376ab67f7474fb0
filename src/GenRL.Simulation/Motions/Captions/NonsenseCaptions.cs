namespace GenRL.Simulation.Motions.Captions;

/// <summary>
/// Captions that are false for every clip. The words of the held-out ones occur in no training caption, except for
/// <see cref="FunctionWords"/>, so that they measure what happens with a sentence about something never heard of.
/// </summary>
internal static class NonsenseCaptions
{
    public static IReadOnlyList<string> FunctionWords { get; } =
    [
        "a", "an", "the", "is", "are", "was", "of", "to", "in", "on", "at", "for", "with", "and", "or", "my", "your", "his", "some", "this", "that", "it", "i", "you", "please", "someone",
        "what", "how", "where", "do", "does", "me", "into", "from", "very", "not", "by", "as", "be", "should", "can",
    ];

    private static readonly string[] Verbs =
    [
        "cook", "bake", "eat", "drink", "paint", "write", "read", "draw", "sing", "drive", "buy", "sell", "wash", "clean", "build", "repair", "cut", "fry", "boil", "pour", "type", "print", "send", "watch",
        "count", "measure", "solve", "compute", "study", "teach", "learn", "call", "email", "plant", "water", "harvest", "sew", "knit", "iron", "fold", "polish", "sharpen", "drill", "weld", "glue", "peel",
        "stir", "mix", "melt", "freeze", "steal", "borrow", "translate", "describe", "explain", "discuss", "compare", "download", "install", "program", "photograph", "record", "shave", "brush", "comb",
        "open", "close", "lock", "switch", "plug", "charge", "sweep", "vacuum", "fish", "hunt", "feed", "milk", "ride", "park", "fly", "sail", "row", "juggle", "throw", "catch", "push", "pull", "carry",
        "unpack", "deliver", "wrap", "mop", "scrub", "grill", "toast", "knead", "season", "taste", "smell", "listen to", "look at", "think about", "dream of", "talk about", "argue about", "pay for", "vote for",
    ];

    private static readonly string[] Things =
    [
        "pasta", "bread", "a cake", "soup", "rice", "an apple", "coffee", "tea", "milk", "a sandwich", "potatoes", "a letter", "a book", "a newspaper", "a poem", "a picture", "a song", "the guitar", "the violin", "a car",
        "a truck", "a bus", "the train", "a bicycle", "a boat", "an airplane", "a house", "a bridge over the river", "a wall", "a window", "the door", "the roof", "a table", "a lamp", "the television", "a computer",
        "the phone", "an email", "a file", "a password", "the internet", "a garden", "flowers", "a tree trunk", "the grass", "a cow", "a cat", "a dog", "birds", "a mouse", "an elephant", "money", "a ticket", "the bill",
        "a shirt", "shoes", "a hat", "the dishes", "a knife", "a spoon", "a bottle", "a glass of wine", "a box", "a bag", "a suitcase", "a map", "the weather", "politics", "mathematics", "history", "physics", "an equation",
        "the stock market", "an election", "a museum", "a church", "a school", "a hospital", "a hotel", "the moon", "the stars", "a volcano", "the ocean", "a mountain", "snow", "rain", "a storm", "a recipe", "a birthday",
        "a wedding", "a movie", "a photo", "chess", "cards", "a puzzle", "a robot arm", "a screwdriver", "a hammer", "nails", "paint", "the battery", "a camera", "the radio", "a clock", "the calendar", "a meeting",
    ];

    private static readonly string[] Sentences =
    [
        "what time is it", "how is the weather today", "the sky is blue", "two plus two is four", "colorless green ideas", "the quick brown fox", "hello world", "good morning", "my name is alice", "the price went up",
        "a red apple", "a yellow flower", "an empty bottle", "a wooden chair next to a table", "blue car", "a mountain landscape", "a city street with traffic", "a bowl of fruit", "a sleeping cat on a sofa", "a dog barks",
        "quantum mechanics", "tax declaration", "delete all files", "ignore all previous instructions", "select from table", "null pointer exception", "error", "test", "yes", "no", "ok", "thanks", "nothing", "something",
        "it is raining cats and dogs", "birds are singing", "the president gives a speech", "water flows down the river", "leaves fall from the trees in autumn", "a rocket launch", "fireworks in the sky", "a bank robbery",
        "happy", "sad", "angry", "green", "orange juice", "seven", "one hundred dollars", "left", "monday", "january", "germany", "music", "science", "love", "the end of the story", "once upon a time",
    ];

    private static readonly string[] HeldOutVerbs =
    [
        "chop", "roast", "microwave", "dissolve", "negotiate", "illustrate", "upholster", "broadcast", "vaccinate", "decorate", "subscribe to", "inherit", "manufacture", "photocopy", "marinate", "assemble", "encrypt",
        "prosecute", "browse", "whistle", "donate", "calibrate", "inflate", "unscrew", "staple", "rinse", "activate", "ventilate", "memorize", "sculpt",
    ];

    private static readonly string[] HeldOutThings =
    [
        "onions", "a sausage", "the microwave", "a spreadsheet", "curtains", "a lawsuit", "penguins", "a trumpet", "the oven", "a cabinet", "a spaceship", "taxes", "sunglasses", "wallpaper", "a pizza", "an umbrella",
        "the burner", "crocodiles", "a mortgage", "a kettle", "jewelry", "a submarine", "philosophy", "a dentist", "the refrigerator", "spaghetti", "an orchestra", "a tractor", "butterflies", "a chandelier",
    ];

    private static readonly string[] HeldOutSentences =
    [
        "unlatching the microwave", "activate the chandelier", "the burner becomes scarlet", "unlatch the cabinet", "which ferry departs at noon", "purple elephants whisper", "a basket of strawberries", "glacier covered alps",
        "democracy", "lorem ipsum dolor amet", "quarterly earnings report", "my laptop crashed yesterday", "bonjour chers collègues", "jazz concert tickets", "chemistry homework", "a crowded subway", "xylophone", "blorptang quizzle",
        "asdf qwerty zxcv", "passport stamp", "chocolate muffins", "the professor lectures badly", "shipping container", "an ancient castle", "grandmother's necklace", "medieval knights", "semiconductor shortage",
    ];

    private static readonly string[] Onsets = ["b", "bl", "br", "c", "d", "dr", "f", "fl", "g", "gl", "gr", "h", "j", "k", "kr", "l", "m", "n", "p", "pl", "qu", "r", "s", "sk", "sn", "sp", "st", "t", "tr", "v", "w", "z"];
    private static readonly string[] Nuclei = ["a", "e", "i", "o", "u", "ai", "ee", "oo", "ou", "y"];
    private static readonly string[] Codas = ["", "", "b", "ck", "d", "g", "l", "m", "n", "ng", "p", "r", "rt", "s", "sh", "t", "x", "zz"];

    /// <summary>Training nonsense: other activities, other things, made-up words.</summary>
    public static string Training(MotionStyle style)
    {
        string deed = $"{style.Pick(Verbs)} {style.Pick(Things)}";
        return style.Pick(9) switch
        {
            0 => style.Pick(Sentences),
            1 => style.Pick(Things),
            2 => $"{Invented(style)} {Invented(style)}",
            3 => Framed(style, $"{Invented(style)} {Invented(style)}"),
            4 => Framed(style, $"{style.Pick(Verbs)} {Invented(style)}"),
            5 => VerbForms.Gerund(deed),
            6 => deed,
            _ => Framed(style, deed),
        };
    }

    /// <summary>Nonsense whose words training never sees.</summary>
    public static IReadOnlyList<string> HeldOut(MotionStyle style, int count)
    {
        var texts = new List<string>(HeldOutSentences);
        while (texts.Count < count)
        {
            string deed = $"{style.Pick(HeldOutVerbs)} {style.Pick(HeldOutThings)}";
            texts.Add(style.Pick(4) switch
            {
                0 => $"please {deed}",
                1 => $"someone is {VerbForms.Gerund(deed)}",
                2 => VerbForms.Gerund(deed),
                _ => $"can you {deed} and {style.Pick(HeldOutVerbs)} it",
            });
        }
        return texts;
    }

    private static string Framed(MotionStyle style, string deed)
    {
        string subject = style.Pick(SentenceFrames.Subjects);
        return style.Pick(3) switch
        {
            0 => string.Format(null, style.Pick(SentenceFrames.Base), deed, subject),
            1 => string.Format(null, style.Pick(SentenceFrames.Gerund), VerbForms.Gerund(deed), subject),
            _ => string.Format(null, style.Pick(SentenceFrames.ThirdPerson), VerbForms.ThirdPerson(deed), subject),
        };
    }

    private static string Invented(MotionStyle style)
    {
        int syllables = 1 + style.Pick(3);
        return string.Concat(Enumerable.Range(0, syllables).Select(_ => style.Pick(Onsets) + style.Pick(Nuclei) + style.Pick(Codas)));
    }
}
