package dev.sds.testkit.api;

/** Chooses a replica. */
public interface Router {

  int route(View view);
}
