public class Main {
    public static void main(String[] args) {
        System.out.println("A parcel of 2 kg costs 4.90.");
    }
}
