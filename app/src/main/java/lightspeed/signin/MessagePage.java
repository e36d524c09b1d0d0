package lightspeed.signin;

/// A page with one thing to say and one way to go on.
public record MessagePage(String title, String text, String link, String linkText) {}
